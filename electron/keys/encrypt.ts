import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import Papa from 'papaparse'
import { hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { secret } from '../../shared/secret'
import { makeWhole } from '../whole-file'
import { writeInParts } from '../whole-stream'
import { sealCell } from './cell-cipher'
import { type ColumnKey, openCells, readColumnKeys } from './column-keys'
import { unusable } from './private-file'
import type { CardKeySource } from './source'
import { ENCODING } from './table-index'
import { eachTableRow, type TableRow } from './table-rows'
import type { Token } from './token'

export type Encryption = {
  readonly source: Extract<CardKeySource, { from: 'table' }>
  /** Upper case. */
  readonly columns: readonly string[]
  readonly out: string
  /** Where the keys of the columns are, or will be. */
  readonly outKeys: string
  readonly token: Pick<Token, 'decrypt'> | undefined
}

const KEY_BYTES = 32

/**
 * Writes a key file again with these columns in AES-GCM, and their new keys beside it before it, each for its owner alone.
 * Answers how many cards. Fails with `key.unusable` or `disk.failed`, and then leaves neither of them behind.
 */
export async function encryptTable({ source, columns, out, outKeys, token }: Encryption): Promise<number> {
  if (existsSync(out)) throw new Failed({ code: 'request.invalid', path: 'out', reason: `${out} is there already` })
  const old = source.columnKeys === undefined ? [] : readColumnKeys(source.columnKeys)
  const openCell = openCells(old, { token, warn: () => undefined })
  const isKnown = existsSync(outKeys)
  const keys = isKnown ? gcmKeysIn(outKeys, columns) : newKeys(columns)
  if (!isKnown && !makeWhole(outKeys, linesOf(old, keys)))
    throw new Failed({ code: 'request.invalid', path: 'out-keys', reason: `${outKeys} is there already` })
  try {
    return await sealTable({ source, columns, out, keys, openCell })
  } catch (error) {
    for (const path of isKnown ? [out] : [out, outKeys]) await rm(path, { force: true }).catch(() => undefined)
    throw error
  }
}

type Sealing = Pick<Encryption, 'source' | 'columns' | 'out'> & {
  readonly keys: ReadonlyMap<string, Uint8Array>
  readonly openCell: ReturnType<typeof openCells>
}

async function sealTable({ source, columns, out, keys, openCell }: Sealing): Promise<number> {
  let cards = 0
  await writeInParts(out, async (write) => {
    let start = { columns: [] as readonly string[], delimiter: ',' }
    const put = (rows: readonly (readonly string[])[]) =>
      write(
        Buffer.from(
          `${Papa.unparse([...rows.map((row) => [...row])], { delimiter: start.delimiter, newline: '\n' })}\n`,
          ENCODING,
        ),
      )
    const sealed = async (row: TableRow): Promise<readonly string[]> => {
      if (!row.isWhole) throw unusable(`line ${row.line} of ${source.path} does not have the columns of the first line`)
      cards++
      return Promise.all(
        start.columns.map(async (column) => {
          const key = keys.get(column)
          const cell = { column, iccid: row.iccid, text: row.cells[column] ?? '' }
          if (!key || cell.text === '') return cell.text
          return sealCell(key, { ...cell, text: await openCell(cell) })
        }),
      )
    }
    await eachTableRow(source.path, {
      start: async (found) => {
        start = found
        const missing = columns.find((column) => !found.columns.includes(column))
        if (missing) throw unusable(`${source.path} has no column ${missing}`)
        await put([found.names])
      },
      rows: async (rows) => {
        if (rows.length > 0) await put(await Promise.all(rows.map(sealed)))
      },
    })
  })
  return cards
}

const newKeys = (columns: readonly string[]): ReadonlyMap<string, Uint8Array> =>
  new Map(columns.map((column) => [column, randomBytes(KEY_BYTES)]))

function gcmKeysIn(path: string, columns: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const found = readColumnKeys(path)
  return new Map(
    columns.map((column) => {
      const known = found.find((key) => key.column === column)
      if (known?.mode !== 'gcm' || !('bytes' in known.key))
        throw unusable(`${path} has no gcm key for column ${column}`)
      return [column, known.key.bytes.reveal()]
    }),
  )
}

/** The keys that the new file needs: those of other columns as they were, and the new ones. */
function linesOf(old: readonly ColumnKey[], keys: ReadonlyMap<string, Uint8Array>): string {
  const kept = old.filter(({ column }) => !keys.has(column))
  const made = [...keys].map(([column, bytes]): ColumnKey => ({ column, mode: 'gcm', key: { bytes: secret(bytes) } }))
  return [...kept, ...made]
    .map(
      ({ column, mode, key }) =>
        `${column}:${mode}:${'bytes' in key ? hex(key.bytes.reveal()) : `token:${key.label}`}\n`,
    )
    .join('')
}
