import type { FileHandle } from 'node:fs/promises'
import Papa from 'papaparse'
import { type Row, withFile } from './table'
import { digitsOf, ENCODING, headerOf, linesIn, openingOf } from './table-index'

/** Every row of a key file in its order, in pieces. A row that does not have the columns of the first line has none. */
export type TableRow = Row & { readonly isWhole: boolean }
export type TableStart = {
  readonly columns: readonly string[]
  readonly names: readonly string[]
  readonly delimiter: string
}

export type OnRows = {
  /** `names` are the columns as they are spelt there. */
  readonly start: (start: TableStart) => Promise<void>
  readonly rows: (rows: readonly TableRow[]) => Promise<void>
}

/** Fails with `key.unusable` without a file, or on a first line that is no header with an ICCID, and as the callbacks do. */
export const eachTableRow = (path: string, on: OnRows): Promise<void> =>
  withFile(path, (file) => eachRowIn(file, path, on))

async function eachRowIn(file: FileHandle, path: string, on: OnRows): Promise<void> {
  const { start, delimiter } = await openingOf(file, path)
  const stream = file.createReadStream({ encoding: ENCODING, start, autoClose: false })
  let columns: readonly string[] | undefined
  let line = 1
  const take = async (data: readonly string[][], endsQuoted: boolean): Promise<void> => {
    const placed = data.map((cells, row) => {
      const at = line
      line += 1 + cells.reduce((sum, cell) => sum + linesIn(cell), 0)
      const isQuoted = endsQuoted && row === data.length - 1
      return { cells: cells.map((cell) => cell.trim()), line: at, isQuoted }
    })
    if (!columns) {
      const first = placed.shift()?.cells ?? []
      columns = headerOf(first, path).columns
      await on.start({ columns, names: first, delimiter })
    }
    const known = columns
    await on.rows(placed.filter(({ cells }) => cells.some((cell) => cell !== '')).map((row) => rowOf(row, known)))
  }
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(stream, {
      delimiter,
      chunk: ({ data, errors }, parser) => {
        parser.pause()
        const endsQuoted = errors.some(({ code }) => code === 'MissingQuotes')
        take(data, endsQuoted).then(
          () => parser.resume(),
          (error: unknown) => {
            reject(error)
            parser.abort()
          },
        )
      },
      complete: () => resolve(),
      error: reject,
    })
  })
}

/** `isQuoted`: a quote in it does not end before the file does. */
type Placed = { readonly cells: readonly string[]; readonly line: number; readonly isQuoted: boolean }

function rowOf({ cells, line, isQuoted }: Placed, columns: readonly string[]): TableRow {
  const named = Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? '']))
  return {
    iccid: digitsOf(named.ICCID ?? ''),
    line,
    cells: named,
    isWhole: !isQuoted && cells.length === columns.length,
  }
}
