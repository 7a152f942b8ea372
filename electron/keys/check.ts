import { createCipheriv } from 'node:crypto'
import { hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { type Secret, wipe } from '../../shared/secret'
import { type ColumnKey, openCells, readColumnKeys } from './column-keys'
import { admIn, hasAdm, scp03In } from './key-columns'
import { references } from './reference'
import type { CardKeySource } from './source'
import { type Row, spellingsOf } from './table'
import { digitsOf } from './table-index'
import { eachTableRow } from './table-rows'
import type { Token } from './token'

/** What a key file is good for. It tells of keys only that they are there. */
export type TableReport = {
  readonly cards: number
  readonly columns: readonly string[]
  readonly encrypted: readonly { readonly column: string; readonly mode: ColumnKey['mode']; readonly kcv?: string }[]
  /** Which keys read, for how many cards. */
  readonly keys: Readonly<Record<string, number>>
  /** The first of them; `problemCount` is how many there are. */
  readonly problems: readonly string[]
  readonly problemCount: number
}

export type CheckDeps = {
  readonly token: Pick<Token, 'decrypt'> | undefined
  readonly warn: (line: string) => void
  /** All cards without it. */
  readonly iccid?: string | undefined
}

type TableSource = Extract<CardKeySource, { from: 'table' }>

const MOST_PROBLEMS = 20

/** Reads every row as a job would, and forgets it. Fails with `key.unusable` where nothing at all can be read. */
export async function checkTable(source: TableSource, { token, warn, iccid }: CheckDeps): Promise<TableReport> {
  const columnKeys = source.columnKeys === undefined ? [] : readColumnKeys(source.columnKeys)
  const open = openCells(columnKeys, { token, warn })
  const wanted = iccid === undefined ? undefined : spellingsOf(digitsOf(iccid))
  const seen = new Map<string, number>()
  const keys = new Map<string, number>()
  const problems: string[] = []
  let columns: readonly string[] = []
  let problemCount = 0
  let cards = 0

  const problem = (reason: string): void => {
    if (++problemCount <= MOST_PROBLEMS) problems.push(reason)
  }
  const tried = async (name: string, read: () => Promise<Secret<Uint8Array> | undefined>): Promise<void> => {
    try {
      const key = await read()
      if (!key) return
      wipe(key)
      keys.set(name, (keys.get(name) ?? 0) + 1)
    } catch (error) {
      if (!(error instanceof Failed) || error.failure.code !== 'key.unusable') throw error
      problem(error.failure.reason)
    }
  }
  const check = async (row: Row & { readonly isWhole: boolean }): Promise<void> => {
    if (!isIccid(row.iccid) && !isEid(row.iccid))
      problem(`line ${row.line} is for no card: its ICCID does not have 18 to 20 digits`)
    if (!row.isWhole) return problem(`line ${row.line} does not have the ${columns.length} columns of the first line`)
    const before = spellingsOf(row.iccid).flatMap((spelt) => seen.get(spelt) ?? [])[0]
    if (isIccid(row.iccid) && before !== undefined) problem(`lines ${before} and ${row.line} are for the same card`)
    seen.set(row.iccid, row.line)
    cards++
    for (const { name } of references)
      if (hasAdm(columns, name)) await tried(name, () => admIn(row, name, source.form, open))
    await tried('SCP03', async () => (await scp03In(row, source.scp03, open))?.enc)
  }

  await eachTableRow(source.path, {
    start: async (start) => {
      columns = start.columns
    },
    rows: async (rows) => {
      for (const row of rows) if (!wanted || wanted.includes(row.iccid)) await check(row)
    },
  })
  if (cards === 0 && iccid !== undefined) problem(`it has no row for card ${iccid}`)
  const encrypted = columnKeys
    .filter(({ column }) => columns.includes(column))
    .map(({ column, mode, key }) => ({ column, mode, ...('bytes' in key && { kcv: kcvOf(key.bytes) }) }))
  return { cards, columns, encrypted, keys: Object.fromEntries(keys), problems, problemCount }
}

/** GSMA SGP.02, 2.2.2: rows may be for eUICCs. */
const isEid = (digits: string): boolean => /^\d{32}$/.test(digits)

/** ITU-T E.118. */
const isIccid = (digits: string): boolean => /^\d{18,20}$/.test(digits)

/** GlobalPlatform: the first three bytes of a block of 01, encrypted. Tells two AES keys apart and nothing else. */
function kcvOf(key: Secret<Uint8Array>): string {
  const bytes = key.reveal()
  const cipher = createCipheriv(`aes-${bytes.length * 8}-ecb`, bytes, null).setAutoPadding(false)
  return hex(cipher.update(new Uint8Array(16).fill(0x01)).subarray(0, 3))
}
