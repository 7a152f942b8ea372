// WBXML 1.3, 5.8.3: attributes as they are read.
import { countOne, countText, type Reading, readLiteral, readOpaque, readText } from './reading'
import { END, ENTITY, EXTENSIONS, GLOBAL_VALUES, LITERAL, OPAQUE, STR_I, STR_T, SWITCH_PAGE } from './tokens'
import type { Attribute } from './tree'

/** Attributes of an element up to END; their code page is a state of its own. */
export function readAttributes(reading: Reading, tag: string): readonly Attribute[] {
  const { input } = reading
  const attributes = new Map<string, Attribute>()
  for (;;) {
    skipPages(reading)
    if (input.peek() === END) break
    countOne(reading)
    const { name, value } = readStart(reading, tag)
    if (attributes.has(name)) return input.fail(`attribute ${name} is there twice`)
    attributes.set(name, { name, value: readValue(reading, value) })
  }
  input.byte()
  return [...attributes.values()]
}

function skipPages(reading: Reading): void {
  while (reading.input.peek() === SWITCH_PAGE) {
    reading.input.byte()
    reading.attributePage = reading.input.byte()
  }
}

function readStart(reading: Reading, tag: string): Attribute {
  const { input, dialect, attributePage: page } = reading
  const token = input.peek() ?? input.fail('ends too early')
  const later = dialect.later?.[page]
  const start =
    dialect.attributes?.[page]?.starts.get(token) ?? later?.startsIn?.[tag]?.get(token) ?? later?.starts.get(token)
  if (token !== LITERAL && start === undefined)
    return input.fail(`attribute ${token} of page ${page} is not of ${dialect.name}`)
  input.byte()
  return start ?? { name: readLiteral(reading) }
}

/** Pieces of a value up to the next attribute. A start token without any is a name without a value. */
function readValue(reading: Reading, beginning: string | undefined): string | undefined {
  let value = beginning
  for (;;) {
    skipPages(reading)
    const token = reading.input.peek() ?? reading.input.fail('ends too early')
    if (token < 0x80 && !GLOBAL_VALUES.includes(token)) return value
    countOne(reading)
    value = (value ?? '') + readPiece(reading, token)
  }
}

function readPiece(reading: Reading, token: number): string {
  const { input, dialect, attributePage: page } = reading
  if (EXTENSIONS.includes(token)) return input.fail(`token ${token} has no meaning here`)
  if (token === STR_I || token === STR_T || token === ENTITY) {
    input.byte()
    return countText(reading, readText(reading, token))
  }
  if (token === OPAQUE) {
    input.byte()
    const { bytes, at } = readOpaque(reading)
    return countText(reading, reading.table.readText(bytes, at))
  }
  const known = dialect.attributes?.[page]?.values.get(token) ?? dialect.later?.[page]?.values.get(token)
  if (known === undefined) return input.fail(`value ${token} of page ${page} is not of ${dialect.name}`)
  input.byte()
  return countText(reading, known)
}
