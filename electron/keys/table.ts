import { type FileHandle, open } from 'node:fs/promises'
import Papa from 'papaparse'
import { fitsLuhn, luhnDigit } from '../../shared/identity/luhn'
import { unusable } from './private-file'
import { digitsOf, ENCODING, indexOf, type Place, type TableIndex } from './table-index'

/** What a key file says of one card: a cell for each column. */
export type Row = { readonly iccid: string; readonly line: number; readonly cells: Readonly<Record<string, string>> }

/** A key file in CSV. It is indexed by ICCID once, and again when it has changed; keys are read when they are asked for. */
export type KeyTable = {
  readonly path: string
  readonly columns: () => Promise<readonly string[]>
  /** Undefined where no row is for this card. Fails with `key.unusable`, for two rows of the same card too. */
  readonly rowOf: (iccid: string) => Promise<Row | undefined>
}

/** The longest row that is read. */
const ROW_BYTES = 65536

export function createKeyTable(path: string): KeyTable {
  let current: { readonly stamp: string; readonly index: Promise<TableIndex> } | undefined

  /** One index for all who ask while the file stays the same. */
  async function indexed(file: FileHandle): Promise<TableIndex> {
    const stamp = await stampOf(file)
    if (current?.stamp !== stamp) current = { stamp, index: indexOf(file, path) }
    const { index } = current
    return index.catch((error: unknown) => {
      if (current?.index === index) current = undefined
      throw error
    })
  }

  return {
    path,
    columns: () => withFile(path, async (file) => (await indexed(file)).columns),
    rowOf: (iccid) =>
      withFile(path, async (file) => {
        const index = await indexed(file)
        const [place, another] = spellingsOf(iccid).flatMap(index.find)
        if (!place) return undefined
        if (another) throw unusable(`${path} has card ${iccid} in lines ${place.line} and ${another.line}`)
        const row = await readRow(file, { path, place, index, iccid })
        if ((await stampOf(file)) !== current?.stamp) throw changed(path)
        return row
      }),
  }
}

/** As it stands on the card, and with or without its check digit. */
export const spellingsOf = (iccid: string): readonly string[] => [
  iccid,
  fitsLuhn(iccid) ? iccid.slice(0, -1) : iccid + luhnDigit(iccid),
]

type Wanted = { readonly path: string; readonly place: Place; readonly index: TableIndex; readonly iccid: string }

async function readRow(file: FileHandle, { path, place, index, iccid }: Wanted): Promise<Row> {
  const bytes = Buffer.alloc(ROW_BYTES)
  const { bytesRead } = await file.read(bytes, 0, ROW_BYTES, place.offset)
  const text = bytes.toString(ENCODING, 0, bytesRead)
  bytes.fill(0)
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: index.delimiter, preview: 1 })
  const cells = (data[0] ?? []).map((cell) => cell.trim())
  const row = Object.fromEntries(index.columns.map((name, at) => [name, cells[at] ?? '']))
  if (errors.length > 0 || cells.length !== index.columns.length)
    throw unusable(`line ${place.line} of ${path} does not have the ${index.columns.length} columns of its first line`)
  if (!spellingsOf(iccid).includes(digitsOf(row.ICCID ?? ''))) throw changed(path)
  return { iccid: digitsOf(row.ICCID ?? ''), line: place.line, cells: row }
}

const changed = (path: string) => unusable(`${path} was changed while it was read`)

async function stampOf(file: FileHandle): Promise<string> {
  const { ino, size, mtimeNs } = await file.stat({ bigint: true })
  return [ino, size, mtimeNs].join(' ')
}

/** A key file while it is read. Fails with `key.unusable` where there is none. */
export async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw unusable(code === 'ENOENT' ? `there is no key file ${path}` : `${path} cannot be read (${code})`)
  })
  try {
    if (!(await file.stat()).isFile()) throw unusable(`${path} is no file`)
    return await work(file)
  } catch (error) {
    if (error instanceof Error && 'errno' in error && 'code' in error)
      throw unusable(`${path} cannot be read (${error.code})`)
    throw error
  } finally {
    await file.close()
  }
}
