import type { Failure } from '../../shared/failure'
import type { JobId } from '../../shared/job'
import type { LaneFacts, Stay } from '../../shared/line'
import type { ReaderState, ReadersState } from '../../shared/station-state'
import type { Readers } from '../reader/readers'

/** The places on the table: each reader that was ever seen keeps its own, and the stay of a card in it. */
export type Table = {
  /** Takes in what the readers are now. */
  readonly look: (state: ReadersState) => void
  /** What is known of the card that is in a reader; of one that is out again, whether it is asked back. */
  readonly put: (reader: string, stay: Stay) => void
  readonly seats: () => readonly LaneFacts[]
  /** Readers that are not there now are no places any more, no card is asked back, and what was asked about a card is asked anew. */
  readonly tidy: () => void
}

type Seat = {
  readonly reader: string
  number: number
  trouble: LaneFacts['trouble']
  card: { readonly stay: number; readonly is: Stay } | undefined
  asked: JobId | undefined
}

export function createTable({ stayOf, numberOf }: Pick<Readers, 'stayOf' | 'numberOf'>, now: () => number): Table {
  const seats = new Map<string, Seat>()

  function sit(reader: ReaderState): void {
    const { name, number, card, failure } = reader
    const seat = seats.get(name) ?? { reader: name, number, trouble: undefined, card: undefined, asked: undefined }
    const stay = stayOf(name)
    seat.number = number
    troubled(seat, failure && /^reader\./.test(failure.code) ? failure : undefined)
    if (card === 'none') seat.card = undefined
    else if (seat.card?.stay !== stay) seat.card = { stay, is: { is: 'unread' } }
    seats.set(name, seat)
  }

  /** The same trouble keeps its age. */
  function troubled(seat: Seat, failure: Failure | undefined): void {
    if (failure?.code === seat.trouble?.failure.code) return
    seat.trouble = failure && { failure, since: now() }
  }

  return {
    look: ({ service, readers }) => {
      for (const reader of readers) sit(reader)
      const isThere = (seat: Seat): boolean => readers.some(({ name }) => name === seat.reader)
      for (const seat of [...seats.values()].filter((one) => !isThere(one))) {
        seat.card = undefined
        const { reader } = seat
        seat.number = numberOf(reader)
        const isDown = service !== 'up'
        troubled(
          seat,
          isDown
            ? { code: 'reader.service-down', reason: 'no PC/SC service answers' }
            : { code: 'reader.lost', reader },
        )
      }
    },
    put: (reader, is) => {
      const seat = seats.get(reader)
      if (!seat) return
      if (is.is !== 'unreadable') seat.asked = is.is === 'asked' ? is.job : undefined
      if (seat.card?.stay === stayOf(reader)) seat.card = { stay: seat.card.stay, is }
    },
    seats: () =>
      [...seats.values()]
        .map(({ reader, number, trouble, card, asked }) => ({ reader, number, trouble, asked, stay: card?.is }))
        .sort((left, right) => left.number - right.number),
    tidy: () => {
      for (const seat of seats.values()) {
        seat.asked = undefined
        seat.card = seat.card && { ...seat.card, is: askedAnew(seat.card.is) }
        if (seat.trouble?.failure.code === 'reader.lost') seats.delete(seat.reader)
      }
    },
  }
}

const askedAnew = (is: Stay): Stay => (is.is === 'wanting' || is.is === 'again' ? { is: 'met', iccid: is.iccid } : is)
