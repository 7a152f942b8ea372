import { readAttributes } from './attributes'
import { countOne, countText, type Reading, readLiteral, readOpaque, readText } from './reading'
import {
  END,
  ENTITY,
  EXTENSIONS,
  HAS_ATTRIBUTES,
  HAS_CONTENT,
  LITERAL,
  OPAQUE,
  PI,
  STR_I,
  STR_T,
  SWITCH_PAGE,
} from './tokens'
import { type Content, type Element, text } from './tree'

const deepest = 64

type Body = Pick<Reading, 'input' | 'dialect' | 'table' | 'spent'>

/** Reads the one element of a body, and all in it. Nesting and number are bounded: the bytes are a stranger's. */
export function readContents(body: Body): Content {
  const reading: Reading = { ...body, page: 0, attributePage: 0 }
  skipPages(reading)
  return readContent(reading, 1)
}

function skipPages(reading: Reading): void {
  while (reading.input.peek() === SWITCH_PAGE) {
    reading.input.byte()
    reading.page = reading.input.byte()
  }
}

function readContent(reading: Reading, depth: number): Content {
  const { input } = reading
  countOne(reading)
  const token = input.peek() ?? input.fail('ends too early')
  if (token === PI || EXTENSIONS.includes(token)) return input.fail(`token ${token} has no meaning here`)
  if (token !== STR_I && token !== STR_T && token !== ENTITY && token !== OPAQUE) return readElement(reading, depth)
  input.byte()
  if (token === OPAQUE) return readOpaque(reading)
  return text(countText(reading, readText(reading, token)))
}

function readElement(reading: Reading, depth: number): Element {
  const { input, dialect, page } = reading
  if (depth > deepest) return input.fail(`nested more than ${deepest} deep`)
  const token = input.byte()
  const hasAttributes = (token & HAS_ATTRIBUTES) !== 0
  if (hasAttributes && dialect.attributes === undefined)
    return input.fail(`attributes have no meaning in ${dialect.name}`)
  const tag = tagOf(reading, token & 0x3f)
  const attributes = hasAttributes ? readAttributes(reading, tag) : []
  const children = (token & HAS_CONTENT) === 0 ? [] : readChildren(reading, depth + 1)
  return { kind: 'element', page, tag, ...(attributes.length > 0 && { attributes }), children }
}

function tagOf(reading: Reading, token: number): string {
  const { input, dialect, page } = reading
  if (token === LITERAL) return readLiteral(reading)
  return dialect.tags[page]?.get(token) ?? input.fail(`tag ${token} of page ${page} is not of ${dialect.name}`)
}

/** Neighbouring pieces of text are one: writers with a string table split them. */
function readChildren(reading: Reading, depth: number): readonly Content[] {
  const children: Content[] = []
  for (;;) {
    skipPages(reading)
    if (reading.input.peek() === END) break
    const child = readContent(reading, depth)
    const last = children.at(-1)
    if (child.kind === 'text' && last?.kind === 'text') children[children.length - 1] = text(last.text + child.text)
    if (child.kind !== 'text' || last?.kind !== 'text') children.push(child)
  }
  reading.input.byte()
  return children
}
