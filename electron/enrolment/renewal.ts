import { Failed } from '../../shared/failure'
import { faultLine } from '../../shared/fault-line'
import { wordsOf } from '../../shared/text/words'
import type { ServerAccess } from '../home'
import { type Held, heldAt } from './certificate-request'
import { isDue } from './enrol-station'

export type RenewalDeps = {
  readonly now: () => number
  readonly log: (line: string) => void
  readonly renew: () => Promise<Held>
  readonly everyMs?: number
}

const hourMs = 3_600_000

/** Renews the certificate in time for as long as the program lives: looks at once and every hour. Returns the way to stop. */
export function watchRenewal(server: ServerAccess, { now, log, renew, everyMs = hourMs }: RenewalDeps): () => void {
  const look = async (): Promise<void> => {
    try {
      if (!isDue(heldAt(server.cert), now())) return
      const { until } = await renew()
      log(`the certificate of this station is renewed until ${new Date(until).toISOString()}`)
    } catch (error) {
      log(error instanceof Failed ? wordsOf(error.failure).what : faultLine('renewal', error))
    }
  }
  void look()
  const timer = setInterval(() => void look(), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
