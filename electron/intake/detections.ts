// From what the network saw to entries: bounded while they wait, written down many at a time.
import { createHash } from 'node:crypto'
import { endLine } from '../../shared/fault-line'
import type { Evidence } from '../../shared/intake/cause'
import { type Detection, pairOf } from '../../shared/intake/detection'
import type { Arrival } from '../../shared/intake/entry'
import type { IntakeRules } from '../../shared/intake/rules'
import { type Counts, createWaiting } from '../../shared/intake/waiting'
import type { Inbox } from './inbox'

export type Detections = {
  /** In order, until there is no room. What fits was taken: the rest, or all again, may come later. */
  readonly add: (
    detections: readonly Detection[],
    evidence: 'network' | 'network-file',
  ) => { readonly taken: number; readonly folded: number; readonly isFull: boolean }
  readonly counts: () => Counts
  /** When all that waits is written down. Fails with what keeps it, `disk.failed`: it waits on, and is tried with the next. */
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

export type DetectionsDeps = {
  readonly inbox: Pick<Inbox, 'takeAll'>
  readonly rules: IntakeRules['network']
  readonly audit: (act: string, detail: string) => void
  readonly now: () => number
  readonly log: (line: string) => void
}

const atOnce = 250

export function createDetections({ inbox, rules, audit, now, log }: DetectionsDeps): Detections {
  const { mostWaiting, foldMs, clockMs } = rules
  // One place for each evidence: what a file says never counts as what the network itself said.
  const waiting = {
    network: createWaiting({ mostWaiting, foldMs, now }),
    'network-file': createWaiting({ mostWaiting, foldMs, now }),
  }
  const state = {
    turning: undefined as Promise<void> | undefined,
    trouble: undefined as { readonly error: unknown } | undefined,
    isFull: false,
    late: 0,
  }

  const arrivalOf = (detection: Detection, evidence: Evidence): Arrival => {
    const isOff = detection.at > now() + clockMs
    return {
      evidence,
      // It names card, device and number, and shows none of them.
      reference: createHash('sha256')
        .update(`${pairOf(detection)}@${detection.at}`)
        .digest('hex')
        .slice(0, 32),
      device: detection.device,
      phone: detection.phone,
      imsi: detection.imsi,
      marks: isOff ? ['clock-off'] : [],
      // A time still to come would make all that follows look late.
      seenAt: Math.min(detection.at, now()),
    }
  }
  async function turn(): Promise<void> {
    for (const evidence of ['network', 'network-file'] as const)
      for (;;) {
        const batch = waiting[evidence].next(atOnce)
        if (batch.length === 0) break
        const taken = inbox.takeAll(batch.map((detection) => arrivalOf(detection, evidence)))
        waiting[evidence].kept(batch)
        state.late += taken.filter(({ is }) => is === 'late').length
        // Others have their turn between two commits.
        await new Promise(setImmediate)
      }
  }
  const hurry = (): void => {
    state.turning ??= new Promise((resolve) => setImmediate(resolve))
      .then(turn)
      .then(
        () => undefined,
        (error: unknown) => {
          log(endLine('intake: detections could not be kept', error))
          return { error }
        },
      )
      .then((trouble) => {
        state.trouble = trouble
        state.turning = undefined
      })
  }
  const full = (isFull: boolean): void => {
    if (isFull && !state.isFull) audit('intake.limit', JSON.stringify({ source: 'network', limit: 'waiting' }))
    state.isFull = isFull
  }
  return {
    add: (detections, evidence) => {
      const before = waiting[evidence].counts()
      const isFull = detections.some((detection) => waiting[evidence].add(detection) === 'full')
      const { taken, folded } = waiting[evidence].counts()
      full(isFull)
      hurry()
      return { taken: taken - before.taken, folded: folded - before.folded, isFull }
    },
    counts: () => {
      const network = waiting.network.counts()
      const file = waiting['network-file'].counts()
      return {
        taken: network.taken + file.taken,
        folded: network.folded + file.folded,
        late: network.late + file.late + state.late,
        refused: network.refused + file.refused,
      }
    },
    settled: async () => {
      while (state.turning) await state.turning
      if (state.trouble) throw state.trouble.error
    },
    close: async () => {
      hurry()
      while (state.turning) await state.turning
    },
  }
}
