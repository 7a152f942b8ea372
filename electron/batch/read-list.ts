// A list of identities, from its file to the batch: all of it or nothing.

import { constants, type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { BatchId } from '../../shared/batch'
import { Failed } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import { rangeOf } from '../../shared/identity/range'
import {
  type ImportFinding,
  type ImportReport,
  type ImportRequest,
  type ImportStep,
  mostFindings,
} from '../../shared/import'
import { type Columns, columnsOf, type ListRow, maskedEnd, type ReadRow, readRow } from '../../shared/import-cells'
import { because } from '../../shared/reason'
import type { Asked } from '../../shared/template/variables'
import type { Batches } from '../records/batches'
import type { Staged } from '../records/imports'
import { sheetRows } from './sheet-rows'
import { survey } from './survey'
import { type Rows, textRows } from './text-rows'
import { listUnfit } from './unfit'

type Secrets = ReadRow['secrets']

export type ReadListDeps = {
  readonly batches: Pick<Batches, 'stage'>
  /** What the batch's template asks for. */
  readonly asked: readonly Asked[]
  /** Makes what only this station can open again. */
  readonly seal: (batch: BatchId, device: DeviceId, secrets: Secrets) => Uint8Array
  readonly sha256: (text: string) => string
}

const mostListed = 10_000_000
/** Rows that are laid down at once: a card's note waits for no more. */
const SOME = 250
/** Rows that the columns are found by. */
const SAMPLE = 50

/**
 * Reads the list, laying it down as it goes; takes it at its end if nothing was wrong and it is to be taken. Whatever
 * happens, nothing of a list that was not taken stays. Fails with `list.unfit`, `disk.failed` and `request.invalid`.
 */
export async function* readList(
  request: ImportRequest,
  to: 'preview' | 'import',
  deps: ReadListDeps,
  signal?: AbortSignal,
): AsyncGenerator<ImportStep, void, void> {
  const staged = deps.batches.stage(request.batch)
  try {
    const tally = createTally(staged, (device, secrets) =>
      Object.keys(secrets).length === 0 ? undefined : deps.seal(request.batch, device, secrets),
    )
    const list =
      request.source.from === 'file' ? fileList(request, tally, deps, signal) : rangeList(request, tally, deps)
    let about: About | undefined
    for await (const step of list) {
      signal?.throwIfAborted()
      if ('percent' in step) yield { at: 'reading', rows: tally.rows(), percent: step.percent }
      else about = step
    }
    if (!about) throw new Error('a list ends with what it was')
    const report = tally.report(about)
    const isTaken = to === 'import' && report.good === report.rows && report.rows > 0
    if (isTaken) staged.take()
    yield { at: 'done', isTaken, report }
  } finally {
    await staged.drop()
  }
}

type About = Pick<ImportReport, 'file' | 'sha256' | 'columns' | 'unused' | 'sheets'>
type ListStep = { readonly percent: number } | About
type Good = ReadRow & { readonly row: number; readonly column?: string }

/** Counts what is right and what is wrong, and keeps the first findings. */
function createTally(staged: Staged, seal: (device: DeviceId, secrets: Secrets) => Uint8Array | undefined) {
  const wrong: Partial<Record<ImportFinding['what'], number>> = {}
  const findings: ImportFinding[] = []
  let rows = 0
  let good = 0
  const find = (finding: ImportFinding): void => {
    wrong[finding.what] = (wrong[finding.what] ?? 0) + 1
    if (findings.length < mostFindings) findings.push(finding)
  }
  return {
    rows: () => rows,
    take: (some: readonly (Good | ImportFinding)[]): void => {
      rows += some.length
      for (const one of some) if ('what' in one) find(one)
      const fine = some.flatMap((one) => ('what' in one ? [] : [one]))
      for (const [at, laid] of staged
        .lay(fine.map((one) => ({ ...one, sealed: seal(one.device, one.secrets) })))
        .entries()) {
        const one = fine[at]
        if (laid === 'laid' || !one) good += 1
        else
          find({
            row: one.row,
            what: laid,
            value: maskedEnd(one.device),
            ...(one.column !== undefined && { column: one.column }),
          })
      }
    },
    report: (about: About): ImportReport => ({
      ...about,
      rows,
      good,
      wrong,
      findings: findings.sort((left, right) => left.row - right.row),
    }),
  }
}
const invalid = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'source', reason })
type Tally = ReturnType<typeof createTally>

async function* rangeList(
  { source }: ImportRequest,
  tally: Tally,
  { sha256, asked }: ReadListDeps,
): AsyncGenerator<ListStep> {
  if (source.from !== 'range') return
  const missing = asked.find(({ variable }) => variable.default === undefined)
  if (missing) throw invalid(because('a range has no {}; import a list with a column for it', missing.name))
  const { count, devices } = rangeOf(source.first, source.last)
  let some: Good[] = []
  let row = 0
  for (const device of devices()) {
    some.push({ row: ++row, device, variables: {}, secrets: {} })
    if (some.length < SOME && row < count) continue
    tally.take(some)
    some = []
    yield { percent: Math.floor((100 * row) / count) }
    await new Promise(setImmediate)
  }
  const file = `${source.first} … ${source.last}`
  yield { file, sha256: sha256(file), columns: {}, unused: [] }
}

async function* fileList(
  request: ImportRequest,
  tally: Tally,
  deps: ReadListDeps,
  signal: AbortSignal | undefined,
): AsyncGenerator<ListStep> {
  if (request.source.from !== 'file') return
  const { path } = request.source
  const file = await opened(path)
  try {
    const looked = await survey(file, path, signal)
    if (request.sha256 !== undefined && request.sha256 !== looked.sha256) throw listUnfit(path, 'changed')
    const stamp = await stampOf(file)
    const all = looked.kind === 'sheet' ? sheetRows(path, looked.sizeBytes) : textRows(file, path, looked)
    let columns: Columns | undefined
    let of: Pick<About, 'sheets'> = {}
    for await (const { rows, readBytes, sheets } of withSample(all)) {
      of = sheets ? { sheets } : {}
      columns ??= columnsOf(path, rows.slice(0, SAMPLE), deps.asked, request.columns)
      const first = tally.rows() === 0 && columns.hasHead ? rows.slice(1) : rows
      for (let at = 0; at < first.length; at += SOME) {
        tally.take(first.slice(at, at + SOME).map((row) => readAs(row, columns)))
        await new Promise(setImmediate)
      }
      if (tally.rows() > mostListed) throw listUnfit(path, 'too-large')
      yield { percent: Math.min(99, Math.floor((100 * readBytes) / looked.sizeBytes)) }
    }
    if (!columns) throw listUnfit(path, 'empty')
    if ((await stampOf(file)) !== stamp) throw listUnfit(path, 'changed')
    const named = [...columns.variables.map(({ asked, name }) => [asked.name, name]), ['device', columns.device.name]]
    yield {
      file: basename(path),
      sha256: looked.sha256,
      columns: Object.fromEntries(named),
      unused: [...columns.unused],
      ...of,
    }
  } catch (error) {
    throw diskFault(error, path)
  } finally {
    await file.close()
  }
}

const readAs = (row: ListRow, columns: Columns | undefined): Good | ImportFinding => {
  if (!columns) throw new Error('columns come before rows')
  const read = readRow(row, columns)
  return 'what' in read ? read : { ...read, row: row.row, column: columns.device.name }
}

/** The first turn has enough rows to find the columns by, if there are so many. */
async function* withSample(all: AsyncGenerator<Rows>): AsyncGenerator<Rows> {
  let held: Rows | undefined
  let hasEnough = false
  for await (const some of all) {
    const rows = held ? [...held.rows, ...some.rows] : some.rows
    held = { ...some, rows }
    hasEnough ||= rows.length >= SAMPLE
    if (!hasEnough) continue
    yield held
    held = undefined
  }
  if (held && held.rows.length > 0) yield held
}

/** Without waiting for a writer, where it is a pipe. */
const opened = (path: string): Promise<FileHandle> =>
  open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw diskFault(error, path)
  })

function diskFault(error: unknown, path: string): unknown {
  if (error instanceof Failed || !(error instanceof Error) || !('code' in error)) return error
  return new Failed({ code: 'disk.failed', path, reason: `cannot be read (${error.code})` })
}

async function stampOf(file: FileHandle): Promise<string> {
  const { ino, size, mtimeNs } = await file.stat({ bigint: true })
  return [ino, size, mtimeNs].join(' ')
}
