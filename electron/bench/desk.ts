import type { Cue } from './faults'
import type { CardKind } from './kinds'
import type { CardOrder } from './order'
import { type Notice, noticedAtOnce, type Place, placeOf } from './reader-place'
import type { SlotDump } from './slot'
import type { Uicc } from './uicc/uicc'

export type DeskDeps = {
  readonly places: readonly Place[]
  readonly notice: Notice
  readonly makeCard: (kind: CardKind) => Promise<Uicc>
  /** What is being done at each reader. */
  readonly turns: Map<Place, Promise<unknown>>
}

export type CardAnswer =
  | { readonly reader: string; readonly card: 'in' | 'out' | 'mute' | 'unplugged'; readonly iccid: string }
  | (SlotDump & { readonly reader: string })

/** Does what is asked of a card, one thing at a reader after the other, and comes back when PC/SC has noticed. */
export function doCardOrder(all: DeskDeps, order: CardOrder): Promise<CardAnswer> {
  const place = placeOf(all.places, order.reader)
  const done = (all.turns.get(place) ?? Promise.resolve()).then(() => carryOut(all, place, order))
  all.turns.set(
    place,
    done.catch(() => undefined),
  )
  return done
}

async function carryOut(all: DeskDeps, place: Place, order: CardOrder): Promise<CardAnswer> {
  const { name: reader, slot, cord } = place
  // what comes and goes in a reader that is unplugged nobody notices
  const deps = cord.isIn() ? all : { ...all, notice: noticedAtOnce }
  switch (order.do) {
    case 'dump':
      return { reader, ...slot.dump() }
    case 'insert':
      await insert(deps, place, order.kind)
      break
    case 'remove':
      await remove(deps, place)
      break
    case 'swap':
      await swap(deps, place, order.kind ?? 'usim')
      break
    case 'unplug':
      await cord.pull()
      break
    case 'plug':
      await cord.push()
      break
    case 'slow':
      slot.faults.slow(order)
      break
    default:
      slot.faults.cue(cueOf(order))
      if (slot.state() === 'out') await deps.notice(reader, 'none')
  }
  return { reader, card: cord.isIn() ? slot.state() : 'unplugged', iccid: slot.iccid() }
}

async function insert(deps: DeskDeps, place: Place, kind: CardKind | undefined): Promise<void> {
  if (kind !== undefined) return swap(deps, place, kind)
  // a card that left or fell mute has to be out for as long as it takes to be noticed
  if (place.slot.state() !== 'in') await remove(deps, place)
  place.slot.insert()
  await deps.notice(place.name, 'present')
}

async function remove({ notice }: DeskDeps, { name, slot }: Place): Promise<void> {
  slot.remove()
  await notice(name, 'none')
}

/** The new card comes only after the leaving of the old one was noticed: no session may outlive its card. */
async function swap(deps: DeskDeps, place: Place, kind: CardKind): Promise<void> {
  const next = await deps.makeCard(kind)
  await remove(deps, place)
  place.slot.replace(next)
  place.slot.insert()
  await deps.notice(place.name, 'present')
}

type CueOrder = Extract<CardOrder, { do: Cue['fault'] }>

function cueOf(order: CueOrder): Cue {
  switch (order.do) {
    case 'leave':
      return { fault: 'leave', after: order.after }
    case 'mute':
      return { fault: 'mute', at: order.at }
    case 'forget':
      return { fault: 'forget', at: order.at }
    case 'tear':
      return { fault: 'tear', at: order.at, bytes: order.bytes }
    case 'answer':
      return { fault: 'answer', at: order.at, sw: Number.parseInt(order.sw, 16) }
  }
}
