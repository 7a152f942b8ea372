import { Failed } from './failure'

/** A bug in one line of a log: where it was met, what it is and where it is. Its own words may hold what somebody sent. */
export function faultLine(met: string, error: unknown): string {
  if (!(error instanceof Error)) return `${met}: a fault of ours, ${typeof error}`
  const [, frame = ''] = /\n\s+(at .*)/.exec(error.stack ?? '') ?? []
  return `${met}: a fault of ours, ${error.name} ${frame}`.trimEnd()
}

/** What ended one request, call or turn, and nothing else, in one line of a log: a failure by its code, or a bug. */
export const endLine = (met: string, error: unknown): string =>
  error instanceof Failed ? `${met}, ${error.failure.code}` : faultLine(met, error)
