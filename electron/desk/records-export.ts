// Records as other programs take them: a CSV row or a JSON object each, identities masked unless somebody says why not.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Failed } from '../../shared/failure'
import type { JobRecord } from '../../shared/job'
import { maskedRecord } from '../../shared/masked-record'
import type { ExportQuery } from '../../shared/records-query'
import { verdictOf } from '../../shared/verdict'
import type { Lookup } from '../records/lookup'
import { checkReveal } from '../reveal'
import { writeInParts } from '../whole-stream'

export const csvHead = (): string => `${columns.join(',')}\n`

/** One record as a line: with its verdict, and masked unless it is revealed. */
export function exportLine(record: JobRecord, as: ExportQuery['as'], isRevealed: boolean): string {
  const shown = { ...(isRevealed ? record : maskedRecord(record)), verdict: verdictOf(record, record.green) }
  return as === 'csv' ? csvRow(shown) : `${JSON.stringify(shown)}\n`
}

/** A reason to reveal is in the audit before anything is shown. Fails with `request.invalid` on one that is none. */
export function noteReveal(reason: string, audit: (act: string, detail: string) => void): void {
  audit('records.reveal', checkReveal({ reason, secrets: [] }))
}

export type ExportDeps = {
  readonly lookup: Pick<Lookup, 'search'>
  readonly bench: boolean
  readonly folder: string
  readonly audit: (act: string, detail: string) => void
  readonly now: () => number
}

const PAGE = 1000
/** So many become lines at once: a window waits for no more. */
const SOME = 200

/** Into a file that is its owner's alone; says where and how many. Fails with `disk.failed` and `request.invalid`. */
export async function exportRecords(
  { text, outcome, as, reason }: ExportQuery,
  { lookup, bench, folder, audit, now }: ExportDeps,
): Promise<{ readonly path: string; readonly count: number }> {
  if (reason !== undefined) noteReveal(reason, audit)
  const path = join(folder, `records-${new Date(now()).toISOString().replaceAll(/[:.]/g, '')}.${as}`)
  makeFolder(folder)
  const count = await writeInParts(path, async (put) => {
    if (as === 'csv') await put(csvHead())
    let told = 0
    for (let before: JobRecord | undefined; ; ) {
      const { records } = await lookup.search({ text, outcome, bench, limit: PAGE, before })
      for (let at = 0; at < records.length; at += SOME) {
        await put(
          records
            .slice(at, at + SOME)
            .map((record) => exportLine(record, as, reason !== undefined))
            .join(''),
        )
      }
      told += records.length
      before = records.at(-1)
      if (records.length < PAGE) return told
    }
  })
  return { path, count }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be made (${code})` })
  }
}

const columns = [
  'job',
  'batch',
  'kind',
  'startedAt',
  'endedAt',
  'outcome',
  'verdict',
  'failure',
  'device',
  'iccid',
  'reader',
  'template',
  'format',
  'bytes',
  'sha256',
  'registration',
  'bench',
  'order',
  'store',
  'seller',
  'customer',
]

function csvRow(record: JobRecord & { readonly verdict: string | undefined }): string {
  const row: Record<string, unknown> = {
    ...record,
    template: record.template?.name,
    failure: record.failure?.code,
    registration: record.registration.state,
    order: record.references?.order?.ref,
    store: record.references?.order?.store,
    seller: record.references?.order?.seller,
    customer: record.references?.customerRef,
  }
  return `${columns.map((name) => quoted(row[name])).join(',')}\n`
}

/** RFC 4180; a leading =, +, -, @, tab or return would be a formula to a spreadsheet. */
function quoted(value: unknown): string {
  const said = value === undefined ? '' : String(value)
  const safe = /^[=+\-@\t\r]/.test(said) ? `'${said}` : said
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
