import { fromHex, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import type { DriverState } from '../reader/driver'
import type { LinkOrder } from './order'
import type { Place } from './reader-place'

/** The exclusive sessions of all connections to a bench without pcscd. */
export type Links = {
  state(): DriverState
  onChange(listener: () => void): () => void
  /** The sessions of one connection. */
  forConnection(): ConnectionLinks
}
export type ConnectionLinks = {
  connect(reader: string): { readonly link: number; readonly atrHex: string }
  transmit(link: number, commandHex: string): Promise<string>
  close(link: number, how: Extract<LinkOrder, { do: 'close' }>['how']): void
  closeAll(): void
}

type Session = { readonly place: Place; readonly stay: object | undefined }

export function createLinks(places: readonly Place[]): Links {
  const held = new Map<Place, object>()
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  for (const { slot, cord } of places) {
    slot.onChange(tell)
    cord.onChange(tell)
  }
  const isIn = ({ cord }: Place): boolean => cord.isIn()

  return {
    state: () => ({ service: 'up', readers: places.filter(isIn).map((place) => readerOf(place, held.has(place))) }),
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    forConnection: () => {
      const sessions = new Map<number, Session>()
      let last = 0
      const close = (link: number, how: 'leave' | 'unpower') => {
        const session = sessions.get(link)
        if (!session) return
        sessions.delete(link)
        held.delete(session.place)
        if (how === 'unpower' && session.stay === session.place.slot.stay()) session.place.slot.reset()
        tell()
      }
      return {
        connect: (reader) => {
          const place = places.filter(isIn).find(({ name }) => name === reader)
          if (!place) throw new Failed({ code: 'reader.lost', reader })
          refuseUnlessFree(place, held)
          sessions.set(++last, { place, stay: place.slot.stay() })
          held.set(place, sessions)
          tell()
          return { link: last, atrHex: hex(place.slot.atr()) }
        },
        transmit: (link, commandHex) => transmit(sessions.get(link), fromHex(commandHex)),
        close,
        closeAll: () => {
          for (const link of [...sessions.keys()]) close(link, 'unpower')
        },
      }
    },
  }
}

function refuseUnlessFree(place: Place, held: ReadonlyMap<Place, object>): void {
  const { name: reader, slot } = place
  if (held.has(place)) throw new Failed({ code: 'reader.busy', reader })
  if (slot.state() === 'out') throw new Failed({ code: 'card.absent', reader })
  if (slot.state() === 'mute') throw new Failed({ code: 'card.mute', reader, command: 'power on' })
}

/** Never comes back from a mute card, except when it is pulled out: the deadline is with whoever asks. */
async function transmit(session: Session | undefined, command: Uint8Array): Promise<string> {
  const removed = new Failed({ code: 'card.removed', reader: session?.place.name ?? '' })
  if (!session || session.place.slot.stay() !== session.stay) throw removed
  const { slot, cord, name: reader } = session.place
  const lost = new Failed({ code: 'reader.lost', reader })
  if (!cord.isIn()) throw lost
  const stops: (() => void)[] = []
  const answered = new Promise<string>((resolve, reject) => {
    stops.push(
      slot.onChange(() => reject(removed)),
      cord.onChange(() => reject(lost)),
    )
    void slot.exchange(command, (response) => resolve(hex(response)))
  })
  return answered.finally(() => {
    for (const stop of stops) stop()
  })
}

const readerOf = ({ name, slot }: Place, isHeld: boolean): DriverState['readers'][number] => {
  const use = isHeld ? 'exclusive' : 'free'
  return slot.state() === 'out' ? { name, card: 'none', use } : { name, card: 'present', use, atrHex: hex(slot.atr()) }
}
