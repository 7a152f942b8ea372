import { createServer, type Server, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../../electron/bench/clock'
import { createSlot, type Slot } from '../../../electron/bench/slot'
import { createUicc } from '../../../electron/bench/uicc/uicc'
import { frame, framesOf, type Plug, plugIn } from '../../../electron/bench/vpcd'
import { concat, fromHex, hex } from '../../../shared/bytes'

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

test('messages are cut out of a stream however it is split', () => {
  const messages = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 })
  fc.assert(
    fc.property(messages, fc.array(fc.nat(40), { minLength: 1, maxLength: 9 }), (bodies, steps) => {
      const stream = concat(...bodies.map(frame))
      const found: Uint8Array[] = []
      let rest: Uint8Array = new Uint8Array(0)
      for (let at = 0, step = 0; at < stream.length; step++) {
        const size = (steps[step % steps.length] ?? 0) + 1
        const cut = framesOf(concat(rest, stream.subarray(at, at + size)))
        found.push(...cut.bodies)
        rest = cut.left
        at += size
      }
      expect(found.map(hex)).toEqual(bodies.map(hex))
      expect(rest).toHaveLength(0)
    }),
  )
})

test('a card in the slot answers for its ATR and its commands, in order, and nothing for power', async () => {
  const { reader } = await slotWithReader()
  const card = await reader.next()
  card.write(concat(frame(fromHex('01')), frame(fromHex('04'))))
  expect(await card.read()).toMatch(/^3B9D95/)
  card.write(concat(frame(fromHex('00A4000C022FE2')), frame(fromHex('00B0000001'))))
  expect([await card.read(), await card.read()]).toEqual(['9000', '989000'])
  card.write(concat(frame(fromHex('02')), frame(fromHex('00B0000001'))))
  expect(await card.read()).toBe('6986')
})

test('a message may arrive byte by byte', async () => {
  const { reader } = await slotWithReader()
  const card = await reader.next()
  for (const byte of frame(fromHex('00A4000C023F00'))) {
    card.write(Uint8Array.of(byte))
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await card.read()).toBe('9000')
})

test('a card that is taken out closes its connection, one that is put in makes another', async () => {
  const { slot, reader } = await slotWithReader()
  const card = await reader.next()
  slot.remove()
  expect(await card.read()).toBe('closed')
  slot.insert()
  const again = await reader.next()
  again.write(frame(fromHex('04')))
  expect(await again.read()).toMatch(/^3B/)
})

test('the last answer of a card that leaves still arrives', async () => {
  const { slot, reader } = await slotWithReader()
  const card = await reader.next()
  slot.faults.cue({ fault: 'leave', after: 1 })
  card.write(frame(fromHex('00A4000C023F00')))
  expect([await card.read(), await card.read()]).toEqual(['9000', 'closed'])
})

test('a mute card says nothing more and keeps its connection', async () => {
  const { slot, reader } = await slotWithReader()
  const card = await reader.next()
  slot.faults.cue({ fault: 'mute', at: 1 })
  card.write(concat(frame(fromHex('00A4000C023F00')), frame(fromHex('00A4000C023F00')), frame(fromHex('04'))))
  // the ATR is asked for by the reader and comes; the commands have no answer
  expect(await card.read()).toMatch(/^3B/)
})

test('when the reader goes and comes back the card is in it again, without its selection', async () => {
  const { reader } = await slotWithReader()
  const card = await reader.next()
  card.write(frame(fromHex('00A4000C022FE2')))
  expect(await card.read()).toBe('9000')
  card.close()
  const again = await reader.next()
  again.write(frame(fromHex('00B0000001')))
  expect(await again.read()).toBe('6986')
})

type Connection = { write(bytes: Uint8Array): void; read(): Promise<string>; close(): void }

/** A slot plugged into a reader that the test plays itself. */
async function slotWithReader(): Promise<{ slot: Slot; reader: { next(): Promise<Connection> } }> {
  const arrived: Connection[] = []
  const waiting: ((connection: Connection) => void)[] = []
  const server: Server = createServer((socket) => {
    const connection = connectionOf(socket)
    const taker = waiting.shift()
    if (taker) taker(connection)
    else arrived.push(connection)
    endings.push(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const slot = createSlot(createUicc(), systemClock)
  const plug: Plug = plugIn(slot, typeof address === 'object' && address ? address.port : 0)
  endings.push(
    () => plug.close(),
    () => server.close(),
  )
  const next = (): Promise<Connection> => {
    const first = arrived.shift()
    return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve))
  }
  return { slot, reader: { next } }
}

function connectionOf(socket: Socket): Connection {
  const heard: string[] = []
  const waiting: ((text: string) => void)[] = []
  let rest: Uint8Array = new Uint8Array(0)
  const hear = (text: string) => {
    const taker = waiting.shift()
    if (taker) return taker(text)
    heard.push(text)
  }
  socket.on('data', (part: Uint8Array) => {
    const { bodies, left } = framesOf(concat(rest, part))
    rest = left
    for (const body of bodies) hear(hex(body))
  })
  socket.on('end', () => hear('closed'))
  socket.on('error', () => undefined)
  return {
    write: (bytes) => void socket.write(bytes),
    close: () => socket.destroy(),
    read: () => {
      const first = heard.shift()
      return first === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(first)
    },
  }
}
