import { connect, type Socket } from 'node:net'
import { concat } from '../../shared/bytes'
import type { Slot } from './slot'
import { word } from './uicc/tlv'

// vsmartcard, vpcd.h: a message of one byte is for the reader, any other is a command for the card
const POWER_OFF = 0x00
const POWER_ON = 0x01
const RESET = 0x02
const GET_ATR = 0x04

const retryMs = 40

export type Plug = {
  /** The slot's card, or whatever is there instead of it. */
  show(what: 'card' | 'something' | 'nothing'): void
  close(): void
}

/** Puts a slot's card into the virtual reader that listens on a port: connected while the card is in. */
export function plugIn(slot: Slot, port: number): Plug {
  let socket: Socket | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false
  let shown: Parameters<Plug['show']>[0] = 'card'

  const isFull = () => shown === 'something' || (shown === 'card' && slot.isIn())
  const pullOut = () => {
    clearTimeout(retry)
    const old = socket
    socket = undefined
    old?.end()
  }
  const plug = () => {
    clearTimeout(retry)
    if (isClosed || !isFull() || socket) return
    const mine = connect({ host: '127.0.0.1', port, noDelay: true })
    socket = mine
    serve(mine, slot, () => socket === mine)
    mine.on('error', () => undefined)
    mine.on('close', () => {
      if (socket !== mine) return
      // pcscd is gone or not there yet; the card waits for the next one
      socket = undefined
      slot.reset()
      retry = setTimeout(plug, retryMs)
    })
  }
  const again = () => {
    pullOut()
    plug()
  }
  slot.onChange(again)
  plug()
  return {
    show: (what) => {
      shown = what
      again()
    },
    close: () => {
      isClosed = true
      pullOut()
    },
  }
}

/** Answers what comes over one connection, in order, as long as it is the connection of the card that is in. */
function serve(socket: Socket, slot: Slot, isCurrent: () => boolean): void {
  let rest: Uint8Array = new Uint8Array(0)
  let last: Promise<unknown> = Promise.resolve()
  const send = (body: Uint8Array) => {
    if (isCurrent() && body.length > 0) socket.write(frame(body))
  }
  socket.on('data', (part: Uint8Array) => {
    const { bodies, left } = framesOf(concat(rest, part))
    rest = left
    for (const body of bodies) last = last.then(() => (isCurrent() ? answer(slot, body, send) : undefined))
  })
}

async function answer(slot: Slot, body: Uint8Array, send: (body: Uint8Array) => void): Promise<void> {
  const [first] = body
  if (body.length !== 1) {
    await slot.exchange(body, send)
    return
  }
  if (first === POWER_OFF || first === POWER_ON || first === RESET) slot.reset()
  if (first === GET_ATR) send(slot.atr())
}

export const frame = (body: Uint8Array): Uint8Array => concat(word(body.length), body)

/** Cuts a stream into messages: a length of two bytes, highest first, and so many bytes. */
export function framesOf(stream: Uint8Array): { readonly bodies: readonly Uint8Array[]; readonly left: Uint8Array } {
  const bodies: Uint8Array[] = []
  let at = 0
  while (at + 2 <= stream.length) {
    const end = at + 2 + (stream[at] ?? 0) * 256 + (stream[at + 1] ?? 0)
    if (end > stream.length) break
    bodies.push(stream.slice(at + 2, end))
    at = end
  }
  return { bodies, left: stream.slice(at) }
}
