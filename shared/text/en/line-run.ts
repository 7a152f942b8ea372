import type { Counts } from '../../batch'
import type { LaneAt } from '../../lane'
import type { Verdict } from '../../verdict'
import { count } from './figures'
import { identity } from './identity'

/** The line without a window. */
export const lineRun = {
  opened: (batch: string, lanes: number) =>
    `Batch ${batch} on ${count(lanes, 'lane', 'lanes')}. Ctrl+C ends it between two cards.`,
  onlyToTakeOut: 'Every piece is done: take the cards out to end.',
  asleep: 'No card starts by itself: add --arm for that.',
  lane: (number: number, what: string) => `${String(number).padStart(2)}  ${what}`,
  at: {
    asleep: 'asleep',
    empty: 'insert a card',
    reading: 'reads the card',
    'wants-device': 'scan the device',
    resting: 'take the card out: it was not begun',
    working: 'works',
    'put-back': 'put the same card back, or set it aside with: batch reject',
    reseat: 'take the card out and put it in again, or set it aside with: batch reject',
    trouble: 'does not work',
  } satisfies Record<Exclude<LaneAt['at'], 'take-out'>, string>,
  done: {
    PASS: 'take the card out',
    FAIL: 'take the card out, to tray A',
    ERROR: 'call a technician',
    WAIT: 'good, and the DM Server is asked; it may stay in, or go to the hold tray',
  } satisfies Record<Verdict, string>,
  elsewhere: (batch: string | undefined) =>
    `take the card out and keep it apart: it is of ${batch === undefined ? 'no batch' : `batch ${batch}`}, and not counted here`,
  verdict: (verdict: string, device: string | undefined) =>
    device === undefined ? verdict : `${verdict}  ${identity.device(device)}`,
  counts: ({ issued, good, rejects, unused, working, waiting }: Counts) =>
    `${issued} issued: ${good} good, ${count(rejects, 'reject', 'rejects')}, ${unused} unused, ${working} in work, ${waiting} waiting`,
}
