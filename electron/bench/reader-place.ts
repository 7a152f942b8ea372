import { setTimeout as sleep } from 'node:timers/promises'
import { Failed } from '../../shared/failure'
import type { Pcscd } from './pcscd'
import type { Slot } from './slot'

/** A reader of the bench with the slot behind it. */
export type Place = { readonly name: string; readonly slot: Slot }

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
 * the card go. A card that comes back in between is never seen again, so a leaving counts only with its event.
 */
export function noticedBy(pcscd: Pick<Pcscd, 'state'>): Notice {
  const cameAt = new Map<string, number>()
  return async (name, card) => {
    const deadlineMs = performance.now() + patienceMs
    while (performance.now() < deadlineMs) {
      const reader = (await pcscd.state().catch(() => [])).find((one) => one.name === name)
      const isNew = card === 'present' || reader?.events !== cameAt.get(name)
      if (reader?.card === card && isNew) {
        if (card === 'present') cameAt.set(name, reader.events)
        return
      }
      await sleep(4)
    }
    throw new Failed({ code: 'reader.service-down', reason: `pcscd does not notice the card in ${name}` })
  }
}

/** Where there is no pcscd whoever asks next asks the slot itself. */
export const noticedAtOnce: Notice = async () => undefined
