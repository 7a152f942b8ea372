// How the devices of a bench came, as numbers and rows: from their registrations alone.
import { Failed } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import { maskedDevice } from '../../../shared/intake/mask'
import type { Source } from '../../../shared/registration/schema'
import type { RegistrationState } from '../../../shared/registration/state'
import type { HistoryStep, Kept } from '../server/store'

/** How a device gets its bootstrap, as far as its registration says. */
export type Path = 'smartcard' | 'factory' | 'tls' | 'sms' | 'request'

export type Arrival = {
  readonly id: string
  /** The type allocation code and the last four. */
  readonly device: string
  readonly source: Source
  readonly path: Path
  readonly state: RegistrationState
  /** Since it was registered last. */
  readonly steps: readonly HistoryStep[]
}

/** How many took a path from one place to the next. */
export type Flow = { readonly from: string; readonly to: string; readonly count: number }

export const arrivalOf = ({ id, state, request, history }: Kept): Arrival => ({
  id,
  device: masked(request.expectedDevId),
  source: request.source,
  path: pathOf(request),
  state,
  steps: history.slice(history.map((step) => step.state).lastIndexOf('received')),
})

function pathOf({ card, reach, bootstrap }: Kept['request']): Path {
  if (card) return 'smartcard'
  if (reach?.tls !== undefined) return 'tls'
  if (reach?.msisdn !== undefined) return 'sms'
  return bootstrap ? 'factory' : 'request'
}

function masked(devId: string): string {
  try {
    return maskedDevice(parseDevice(devId))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return '…'
  }
}

/** From its source to its way, and from there to where it stands. */
export function flowsOf(arrivals: readonly Arrival[]): readonly Flow[] {
  const flows = new Map<string, Flow>()
  for (const { source, path, state } of arrivals)
    for (const [from, to] of [
      [`source ${source}`, `way ${path}`],
      [`way ${path}`, `state ${state}`],
    ] as const) {
      const key = `${from} ${to}`
      flows.set(key, { from, to, count: (flows.get(key)?.count ?? 0) + 1 })
    }
  return [...flows.values()]
}

export const countOf = (arrivals: readonly Arrival[], state: RegistrationState): number =>
  arrivals.filter((arrival) => arrival.state === state).length
