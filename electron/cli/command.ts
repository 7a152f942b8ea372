import { createRouterClient, ORPCError, type RouterClient } from '@orpc/server'
import { blameOf, Failed, Failure } from '../../shared/failure'
import type { JobRecord } from '../../shared/job'
import { en } from '../../shared/text/en'
import { createHandlers } from '../handlers'
import { startStation } from '../start'
import type { Station } from '../station-parts'
import { askPersonOf, keySourceOf, pinFileOf } from './key-source'
import { checkReaders } from './named-readers'
import { list, needed, type Options, text, type Values } from './values'

export { list, needed, type Options, text, usage, type Values } from './values'

/** What a command may use of the world. */
export type Io = {
  readonly home: string
  readonly isJson: boolean
  /** One JSON object on a line of stdout; nothing unless `--json`. */
  readonly out: (object: unknown) => void
  /** A document on stdout, whatever the form. */
  readonly print: (text: string | Uint8Array) => void
  /** Words on stderr. */
  readonly say: (line: string) => void
  /** The answer to a question, in words: on stdout, or on stderr where stdout is for JSON. */
  readonly answer: (line: string) => void
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal
}

/** A command is a value: its words, what it takes, what it does. It answers with the exit code. */
export type Command = {
  readonly name: string
  /** What it is for, in a line. */
  readonly does: string
  readonly usage: string
  /** What there is to say of its options, a line each. */
  readonly more?: readonly string[]
  readonly options: Options
  readonly positionals?: boolean
  readonly run: (args: { readonly values: Values; readonly positionals: readonly string[] }, io: Io) => Promise<number>
}

export const exit = { pass: 0, fail: 1, usage: 2, error: 3, unsettled: 4 } as const

/** Exit code of a failure that has no record. */
export function exitOfFailure(failure: Failure): number {
  if (failure.code.startsWith('request.')) return exit.usage
  if (failure.code === 'batch.unsettled') return exit.unsettled
  return blameOf(failure) === 'ERROR' ? exit.error : exit.fail
}

export function exitOf({ outcome, failure }: JobRecord): number {
  if (outcome === 'PASS') return exit.pass
  if (outcome === 'OWED' || outcome === 'INTERRUPTED' || outcome === 'CANCELLED' || outcome === 'running')
    return exit.unsettled
  return failure ? exitOfFailure(failure) : exit.fail
}

/** Several jobs: the gravest of their codes. */
export const gravest = (codes: readonly number[]): number =>
  [exit.usage, exit.error, exit.fail, exit.unsettled].find((code) => codes.includes(code)) ?? exit.pass

export type Ask = RouterClient<ReturnType<typeof createHandlers>>

/** Opens the station of this home, asks it by procedure name as the page does, and always closes it. */
export async function withStation(
  { values }: { readonly values: Values },
  { home, say, isJson }: Io,
  work: (ask: Ask, station: Station) => Promise<number>,
  pinFile?: string,
): Promise<number> {
  const keys = { cardKeys: keySourceOf(values), pinFile, askPerson: askPersonOf(values) }
  const station = await startStation({ home, ...keys, log: isJson ? () => undefined : say })
  try {
    const ask = createRouterClient(createHandlers(station))
    const named = [...list(values, 'reader'), ...(text(values, 'reader') ? [needed(values, 'reader')] : [])]
    if (named.length > 0) await checkReaders(station, named)
    const iccid = text(values, 'allow-last-tries')?.replace(/[\s-]/g, '')
    if (iccid !== undefined) await ask.keys.allowLastTries({ iccid, reason: needed(values, 'reason') })
    return await work(ask, station)
  } catch (error) {
    throw whereLooked(failedOf(error), station.isBench, home)
  } finally {
    await station.close()
  }
}

/** The same for cards that may want their PIN. */
export const withCards: typeof withStation = async (args, io, work) =>
  withStation(args, io, work, pinFileOf(args.values))

/** Where no service answers, a bench may just not be running, or in another home. */
function whereLooked(error: unknown, isBench: boolean, home: string): unknown {
  if (isBench || !(error instanceof Failed) || error.failure.code !== 'reader.service-down') return error
  return new Failed({ ...error.failure, reason: en.commandLine.noService(error.failure.reason, home) })
}

/** The procedures' typed error, as the failure it carries. */
export function failedOf(error: unknown): unknown {
  const failure = error instanceof ORPCError ? Failure.safeParse(error.data) : undefined
  return failure?.success ? new Failed(failure.data) : error
}
