// Rows of a workbook: of the first sheet that is to be seen and has any. Clauses are of ECMA-376, part 1.
import type { Cell, ListRow } from '../../shared/import-cells'
import type { Rows } from './text-rows'
import { listUnfit } from './unfit'
import { type Part, type Workbook, withWorkbook } from './workbook'

/** 18.3.1.73: no sheet has more. */
const mostRows = 1_048_576
const mostCells = 256
const mostTexts = 4_000_000
const mostTextChars = 1 << 28
/** One device in a thousand ends in more of them. */
const mostZeros = 2

/** `readBytes` of the file that it is of `sizeBytes`. Fails with `list.unfit`. */
export const sheetRows = (path: string, sizeBytes: number): AsyncGenerator<Rows, void, void> =>
  withWorkbook(path, async function* (book) {
    const sheets = await sheetsToBeSeen(book)
    const texts = await sharedTexts(book)
    for (const sheet of sheets) {
      const reader = createSheetReader(path, texts)
      const unread = sheets.filter((one) => one !== sheet).map(({ name }) => name)
      let parsedBytes = 0
      let hasRows = false
      for await (const bytes of book.parse(sheet.part, reader.on)) {
        parsedBytes += bytes
        const rows = reader.take()
        hasRows ||= rows.length > 0
        yield {
          rows,
          readBytes: Math.round((sizeBytes * parsedBytes) / Math.max(1, sheet.part.sizeBytes)),
          ...(unread.length > 0 && { sheets: { read: sheet.name, unread } }),
        }
      }
      if (hasRows) return
    }
  })

type Sheet = { readonly name: string; readonly part: Part }

/** 18.2.19 sheets: where their parts are, says the workbook's list of relations. */
async function sheetsToBeSeen(book: Workbook): Promise<readonly Sheet[]> {
  const workbook = book.find('xl/workbook.xml')
  const relations = book.find('xl/_rels/workbook.xml.rels')
  if (!workbook || !relations) throw listUnfit(book.path, 'not-a-list')
  const seen: { readonly name: string; readonly id: string | undefined }[] = []
  const targets = new Map<string | undefined, string>()
  await all(
    book.parse(workbook, {
      open: (name, attributes) => {
        if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return
        const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1]
        seen.push({ name: attributes.name ?? '', id })
      },
    }),
  )
  await all(
    book.parse(relations, {
      open: (name, { Id, Target }) => {
        if (name === 'Relationship' && Target !== undefined) targets.set(Id, Target)
      },
    }),
  )
  const sheets = seen.flatMap(({ name, id }) => {
    const target = targets.get(id)
    const part = target && book.find(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    return part ? [{ name, part }] : []
  })
  if (sheets.length === 0) throw listUnfit(book.path, 'no-sheet')
  return sheets
}

/** 18.4.9 sst: texts that cells point to. What is read aloud (rPh) is not what stands there. */
async function sharedTexts(book: Workbook): Promise<readonly string[]> {
  const part = book.find('xl/sharedStrings.xml')
  if (!part) return []
  const texts: string[] = []
  let text = ''
  let chars = 0
  let isText = false
  let isAloud = false
  const steps = book.parse(part, {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') isAloud = true
      isText = name === 't' && !isAloud
    },
    text: (added) => {
      if (isText) text += added
    },
    close: (name) => {
      isText = false
      if (name === 'rPh') isAloud = false
      if (name !== 'si') return
      chars += text.length
      if (texts.push(text) > mostTexts || chars > mostTextChars) throw listUnfit(book.path, 'bursting')
    },
  })
  await all(steps)
  return texts
}

async function all(steps: AsyncGenerator<number, void, void>): Promise<void> {
  for await (const _ of steps);
}

/** 18.3.1.4 c: a cell has its place, its type, a value, and perhaps a formula, whose value is whatever it last was. */
function createSheetReader(path: string, texts: readonly string[]) {
  let rows: ListRow[] = []
  let row = 0
  let cells: Cell[] = []
  let at = -1
  let type = 'n'
  let value = ''
  let hasFormula = false
  let isValue = false
  const unfit = (why: 'damaged' | 'too-long'): never => {
    throw listUnfit(path, why, { row })
  }
  return {
    take: (): readonly ListRow[] => {
      const taken = rows
      rows = []
      return taken
    },
    on: {
      open: (name: string, attributes: Readonly<Record<string, string>>): void => {
        if (name === 'row') {
          const next = attributes.r === undefined ? row + 1 : Number(attributes.r)
          if (!Number.isInteger(next) || next <= row || next > mostRows) unfit('damaged')
          row = next
          cells = []
          at = -1
        } else if (name === 'c') {
          at = attributes.r === undefined ? at + 1 : columnOf(attributes.r)
          if (at < 0) unfit('damaged')
          if (at >= mostCells) unfit('too-long')
          type = attributes.t ?? 'n'
          value = ''
          hasFormula = false
        } else if (name === 'f') hasFormula = true
        isValue = name === 'v' || name === 't'
      },
      text: (text: string): void => {
        if (isValue) value += text
      },
      close: (name: string): void => {
        isValue = false
        if (name === 'c') {
          while (cells.length < at) cells.push('')
          cells[at] = hasFormula ? { is: 'formula' } : textIn(type, value, texts)
        }
        if (name === 'row' && cells.some((cell) => cell !== '')) rows.push({ row, cells })
      },
    },
  }
}

/** `BC7` is column 54. */
function columnOf(place: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place)?.[1] ?? ''
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** 18.18.11: s is shared, b is true or false, e is an error; a number is written as programs write numbers. */
function textIn(type: string, value: string, texts: readonly string[]): string {
  if (type === 's') return texts[Number(value)] ?? ''
  if (type !== 'n' || /^\d*$/.test(value)) return value
  const number = Number(value)
  // Sixteen digits and more are not kept by a spreadsheet: what is left of them is none of theirs.
  if (!Number.isInteger(number) || Math.abs(number) >= 1e15) return value
  const written = number.toFixed(0)
  const [zeros = ''] = /0*$/.exec(written) ?? []
  // Nor are those of `3.5693803E+14`: where the exponent stands for so many digits, they were lost before.
  return /e/i.test(value) && zeros.length > mostZeros ? value : written
}
