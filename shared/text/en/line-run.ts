import type { Counts } from '../../batch'
import type { LaneAt } from '../../lane'
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
    'take-out': 'take the card out',
    'put-back': 'put the same card back, or set it aside with: batch reject',
    reseat: 'take the card out and put it in again, or set it aside with: batch reject',
    trouble: 'does not work',
  } satisfies Record<LaneAt['at'], string>,
  verdict: (verdict: string, device: string | undefined) =>
    device === undefined ? verdict : `${verdict}  ${identity.device(device)}`,
  counts: ({ issued, good, rejects, unused, working, waiting }: Counts) =>
    `${issued} issued: ${good} good, ${count(rejects, 'reject', 'rejects')}, ${unused} unused, ${working} in work, ${waiting} waiting`,
}
