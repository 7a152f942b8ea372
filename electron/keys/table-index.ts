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
const UTF8_BOM_BYTES = 3

/**
 * Reads a key file once, in pieces. A million rows take some seconds and 80 bytes each.
 * Fails with `key.unusable` where the first line is no header with an ICCID.
 */
export async function indexOf(file: FileHandle, path: string): Promise<TableIndex> {
  const start = await contentStart(file)
  const byIccid = new Map<string, number | number[]>()
  const places: { offsets: number[]; lines: number[] } = { offsets: [], lines: [] }
  let header: { columns: readonly string[]; delimiter: string; iccidAt: number } | undefined
  let line = 1
  await eachRow(file, start, (cells, offset, delimiter) => {
    const at = line
    line += 1 + cells.reduce((sum, cell) => sum + linesIn(cell), 0)
    if (!header) {
      header = { ...headerOf(cells, path), delimiter }
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
    delimiter: header.delimiter,
    cards: places.offsets.length,
    find: (iccid) => [byIccid.get(iccid) ?? []].flat().map(placeOf),
  }
}

/** Without blanks and hyphens between groups, and without the filler of an odd last byte. */
export const digitsOf = (cell: string): string => cell.replace(/[\s-]/g, '').replace(/F$/i, '')

const linesIn = (cell: string): number => (cell.includes('\n') ? cell.split('\n').length - 1 : 0)

async function contentStart(file: FileHandle): Promise<number> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(UTF8_BOM_BYTES), 0, UTF8_BOM_BYTES, 0)
  return buffer.toString('hex', 0, bytesRead) === 'efbbbf' ? UTF8_BOM_BYTES : 0
}

type OnRow = (cells: readonly string[], offset: number, delimiter: string) => void

function eachRow(file: FileHandle, start: number, onRow: OnRow): Promise<void> {
  const stream = file.createReadStream({ encoding: ENCODING, start, autoClose: false })
  let offset = start
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(stream, {
      delimitersToGuess: [',', ';', '\t'],
      step: ({ data, meta }, parser) => {
        try {
          onRow(data, offset, meta.delimiter)
        } catch (error) {
          parser.abort()
          reject(error)
        }
        offset = start + meta.cursor
      },
      complete: () => resolve(),
      error: reject,
    })
  })
}

function headerOf(cells: readonly string[], path: string) {
  const columns = cells.map((cell) => cell.trim().toUpperCase())
  const twice = columns.find((name, at) => name !== '' && columns.indexOf(name) !== at)
  if (twice !== undefined) throw unusable(`${path} has two columns ${twice}`)
  const iccidAt = columns.indexOf('ICCID')
  if (iccidAt < 0) throw unusable(`the first line of ${path} names no column ICCID`)
  return { columns, iccidAt }
}
