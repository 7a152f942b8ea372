// Rows of a CSV file of any size: whole lines go to the parser, some hundred kilobytes at once.
import type { FileHandle } from 'node:fs/promises'
import Papa from 'papaparse'
import type { ImportReport } from '../../shared/import'
import type { ListRow } from '../../shared/import-cells'
import type { Survey } from './survey'
import { listUnfit } from './unfit'

/** Rows, and how much of the file they end at; of a workbook also which of its sheets they are of. */
export type Rows = {
  readonly rows: readonly ListRow[]
  readonly readBytes: number
  readonly sheets?: ImportReport['sheets']
}

const separators = [',', ';', '\t', '|'] as const
const mostCells = 256
/** Empty ones as well. */
const mostLines = 20_000_000
/** A row that is longer, or a quote that does not end for so long. */
const mostRowChars = 65_536

/** Fails with `list.unfit` where a quote does not end or does not belong, a row has no end, or a character is none. */
export async function* textRows(
  file: FileHandle,
  path: string,
  { encoding }: Survey,
): AsyncGenerator<Rows, void, void> {
  let separator: string | undefined
  let row = 0
  for await (const { lines, readBytes } of wholeLines(file, path, encoding, () => row + 1)) {
    const text = separator === undefined ? lines.replace(/^sep=.\n/i, '\n') : lines
    separator ??= /^sep=(.)\n/i.exec(lines)?.[1] ?? separatorIn(text)
    const { data, errors } = Papa.parse<string[]>(text, { delimiter: separator, newline: '\n' })
    const [error] = errors.filter(({ type }) => type === 'Quotes')
    if (error) throw listUnfit(path, 'quote', { row: row + 1 + (error.row ?? 0) })
    if (text.endsWith('\n')) data.pop()
    const rows: ListRow[] = []
    for (const cells of data) {
      row++
      if (row > mostLines) throw listUnfit(path, 'too-large', { row })
      if (cells.length > mostCells) throw listUnfit(path, 'too-long', { row })
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ row, cells })
    }
    yield { rows, readBytes }
  }
}

/** Whichever the first row that has any has most of. */
function separatorIn(text: string): string {
  const [line = ''] = text.split('\n').filter((one) => one.trim() !== '')
  const bare = line.replace(/"[^"]*"/g, '')
  const counts = separators.map((one) => ({ one, count: bare.split(one).length }))
  return counts.sort((left, right) => right.count - left.count)[0]?.one ?? ','
}

/** Line ends become \n. A line ends where an even number of quotes is before it. */
async function* wholeLines(file: FileHandle, path: string, encoding: Survey['encoding'], rowNow: () => number) {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const stream = file.createReadStream({ start: 0, autoClose: false, highWaterMark: 1 << 18 })
  let rest = ''
  let heldReturn = ''
  let isQuoted = false
  let readBytes = 0
  const decoded = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined })
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      throw listUnfit(path, 'encoding', { row: rowNow() })
    }
  }
  for await (const chunk of stream) {
    readBytes += chunk.length
    const raw = heldReturn + decoded(chunk)
    heldReturn = raw.endsWith('\r') ? '\r' : ''
    const added = raw.slice(0, raw.length - heldReturn.length).replace(/\r\n?/g, '\n')
    let end = -1
    let began = -rest.length
    for (let at = 0; at < added.length; at++) {
      const code = added.charCodeAt(at)
      if (code === QUOTE) isQuoted = !isQuoted
      if (code !== NEWLINE || isQuoted) continue
      if (at - began > mostRowChars) break
      end = at
      began = at + 1
    }
    const lines = rest + added.slice(0, end + 1)
    if (end >= 0) {
      rest = added.slice(end + 1)
      yield { lines, readBytes }
    } else rest += added
    if (rest.length > mostRowChars) throw listUnfit(path, isQuoted ? 'quote' : 'too-long', { row: rowNow() })
  }
  const last = rest + (heldReturn + decoded()).replace(/\r\n?/g, '\n')
  if (last !== '') yield { lines: last, readBytes }
}
const QUOTE = 0x22
const NEWLINE = 0x0a
