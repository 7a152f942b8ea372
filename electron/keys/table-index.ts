import type { FileHandle } from 'node:fs/promises'
import Papa from 'papaparse'
import { unusable } from './private-file'

/** Where each card's row begins in a key file, and nothing else of it. */
export type TableIndex = {
  readonly columns: readonly string[]
  readonly delimiter: string
  readonly cards: number
  /** Rows by ICCID, as it stands there. */
  readonly find: (iccid: string) => readonly Place[]
}
/** A byte offset, and the line for people. */
export type Place = { readonly offset: number; readonly line: number }

/** Bytes as characters: an offset in the text is an offset in the file. All that is read here is ASCII. */
export const ENCODING = 'latin1'
const delimiters = [',', ';', '\t'] as const
const UTF8_BOM = '\u00ef\u00bb\u00bf'
const HEADER_BYTES = 65_536

/**
 * Reads a key file once, in pieces. A million rows take some seconds and 80 bytes each.
 * Fails with `key.unusable` where the first line is no header with an ICCID.
 */
export async function indexOf(file: FileHandle, path: string): Promise<TableIndex> {
  const opening = await openingOf(file, path)
  const byIccid = new Map<string, number | number[]>()
  const places: { offsets: number[]; lines: number[] } = { offsets: [], lines: [] }
  let header: ReturnType<typeof headerOf> | undefined
  let line = 1
  await eachRow(file, opening, (cells, offset) => {
    const at = line
    line += 1 + cells.reduce((sum, cell) => sum + linesIn(cell), 0)
    if (!header) {
      header = headerOf(cells, path)
      return
    }
    const iccid = digitsOf(cells[header.iccidAt] ?? '')
    if (iccid === '') return
    const row = places.offsets.push(offset) - 1
    places.lines.push(at)
    const before = byIccid.get(iccid)
    byIccid.set(iccid, before === undefined ? row : [before, row].flat())
  })
  if (!header) throw unusable(`${path} is empty`)
  const placeOf = (row: number): Place => ({ offset: places.offsets[row] ?? 0, line: places.lines[row] ?? 0 })
  return {
    columns: header.columns,
    delimiter: opening.delimiter,
    cards: places.offsets.length,
    find: (iccid) => [byIccid.get(iccid) ?? []].flat().map(placeOf),
  }
}

/** Without blanks and hyphens between groups, and without the filler of an odd last byte. */
export const digitsOf = (cell: string): string => cell.replace(/[\s-]/g, '').replace(/F$/i, '')

export const linesIn = (cell: string): number => (cell.includes('\n') ? cell.split('\n').length - 1 : 0)

/** Where the first line begins, and what stands between its names. Fails with `key.unusable` on UTF-16. */
export async function openingOf(
  file: FileHandle,
  path: string,
): Promise<{ readonly start: number; readonly delimiter: string }> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
  if (buffer.subarray(0, Math.min(bytesRead, 4)).includes(0))
    throw unusable(`${path} is UTF-16; save it as CSV in UTF-8`)
  const [first = ''] = buffer.toString(ENCODING, 0, bytesRead).split(/[\r\n]/)
  const count = (delimiter: string): number => first.split(delimiter).length
  const [delimiter = ','] = [...delimiters].sort((left, right) => count(right) - count(left))
  return { start: first.startsWith(UTF8_BOM) ? UTF8_BOM.length : 0, delimiter }
}

type OnRow = (cells: readonly string[], offset: number) => void

function eachRow(
  file: FileHandle,
  { start, delimiter }: { start: number; delimiter: string },
  onRow: OnRow,
): Promise<void> {
  const stream = file.createReadStream({ encoding: ENCODING, start, autoClose: false })
  let offset = start
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(stream, {
      delimiter,
      step: ({ data, meta }, parser) => {
        try {
          onRow(data, offset)
        } catch (error) {
          reject(error)
          parser.abort()
        }
        offset = start + meta.cursor
      },
      complete: () => resolve(),
      error: reject,
    })
  })
}

export function headerOf(cells: readonly string[], path: string) {
  const columns = cells.map((cell) => cell.trim().toUpperCase())
  const twice = columns.find((name, at) => name !== '' && columns.indexOf(name) !== at)
  if (twice !== undefined) throw unusable(`${path} has two columns ${twice}`)
  const iccidAt = columns.indexOf('ICCID')
  if (iccidAt < 0) throw unusable(`the first line of ${path} names no column ICCID`)
  return { columns, iccidAt }
}
