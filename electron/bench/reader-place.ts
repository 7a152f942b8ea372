import { setTimeout as sleep } from 'node:timers/promises'
import { Failed } from '../../shared/failure'
import type { Cord } from './cord'
import type { Pcscd } from './pcscd'
import type { PcscReader } from './pcscd-state'
import type { Slot } from './slot'

/** A reader of the bench with the slot behind it. */
export type Place = { readonly name: string; readonly slot: Slot; readonly cord: Cord }

/** By its PC/SC name, or by its number from 1. */
export function placeOf(places: readonly Place[], reader: string): Place {
  const byNumber = /^\d{1,2}$/.test(reader) ? places[Number(reader) - 1] : undefined
  const place = places.find(({ name }) => name === reader) ?? byNumber
  if (place) return place
  const reason = `the bench has no reader "${reader}", only 1 to ${places.length}`
  throw new Failed({ code: 'request.invalid', path: 'reader', reason })
}

/** Comes back when PC/SC knows what has become of a card, so that whoever asks next sees it. */
export type Notice = (name: string, card: 'present' | 'none') => Promise<void>

const patienceMs = 5000

/**
 * pcscd 1.9.9 calls a reader empty as soon as a client fails to power its card down, before its own look-out has seen
 * the card go: a card that comes back in between is never seen again. And it goes on calling a reader full where a
 * client is done with its card while the look-out sees it go. So a coming or going counts only with its event.
 */
export function noticedBy(pcscd: Pick<Pcscd, 'state'>): Notice {
  const noticed = new Map<string, { readonly card: 'present' | 'none'; readonly events: number }>()
  return async (name, card) => {
    const deadlineMs = performance.now() + patienceMs
    const before = noticed.get(name)
    let reader: PcscReader | undefined
    while (performance.now() < deadlineMs) {
      reader = (await pcscd.state().catch(() => [])).find((one) => one.name === name)
      const isNew = before?.card === card || reader?.events !== before?.events
      if (reader && isNew && (card === 'none' || reader.card === 'present')) {
        noticed.set(name, { card, events: reader.events })
        return
      }
      await sleep(4)
    }
    const told = reader ? `${reader.card} since event ${reader.events}` : 'nothing'
    const reason = `pcscd does not notice the card in ${name}: ${told}, ${card} wanted after event ${before?.events}`
    throw new Failed({ code: 'reader.service-down', reason })
  }
}

/** Where there is no pcscd whoever asks next asks the slot itself. */
export const noticedAtOnce: Notice = async () => undefined
