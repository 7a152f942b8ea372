// How long what is owed waits, and what does not wait at all.
import type { Failure } from '../../shared/failure'
import { certificateStatus } from '../../shared/registration/problem-kinds'

const HOUR_MS = 3_600_000

/** Nothing was asked: the server does not answer, or a certificate of either side does not hold. */
export const isUnasked = (failure: Failure): boolean =>
  failure.code === 'server.unreachable' || (failure.code === 'server.refused' && failure.status === certificateStatus)

/**
 * Only the server's own "no", or a request that is none, ends it; everything else may pass. A certificate that does not hold, of
 * either side, kept the request from being asked: it is asked when a clock is set, or the certificate is another one.
 */
export const isFinal = (failure: Failure): boolean =>
  failure.code === 'request.invalid' || (failure.code === 'server.refused' && !failure.retryable && !isUnasked(failure))

/** What the server asks for, and at most a tenth more: not all stations shall come back at the same moment. "At once" is no wait. */
export function waitOf(attempts: number, failure: Failure, random: () => number): number {
  if (failure.code === 'server.refused' && failure.retryAfterMs)
    return Math.round(failure.retryAfterMs * (1 + random() / 10))
  return backOffMs(attempts, random)
}

/** 1 s, 2 s, 4 s and so on to an hour, each shortened by up to a half. */
export const backOffMs = (attempts: number, random: () => number): number =>
  Math.round(Math.min(HOUR_MS, 1000 * 2 ** Math.min(attempts - 1, 12)) * (1 - random() / 2))
