// The reader process: the one place that touches the PC/SC binding. It runs on plain Node, not in Electron, because
// a transmit to a mute card can be ended by nothing but the end of its process. It keeps no state of its own:
// when the service goes, it says so and dies, and its supervisor starts another.
import { createRequire } from 'node:module'
import type { CardReader, Done, PcscLite } from 'pcsclite'
import { isSuccess, swOf } from '../card/status-word'
import type { FromReaders, ToReaders } from './protocol'

const pcsclite: () => PcscLite = createRequire(import.meta.url)('pcsclite')
const readers = new Map<string, CardReader>()
const states = new Map<string, { state: number; atr?: Buffer }>()
/** The longest response to a short command, and to an extended one: ISO/IEC 7816-3, 12.1.3. */
const SHORT_BYTES = 258
const EXTENDED_BYTES = 65538
const RETRY_MS = 400
/** For as long as a card may take to be powered, or let go, by somebody else. */
const POWER_MS = 50
const POWER_TRIES = 8

const tell = (message: FromReaders): void => void (process.connected && process.send?.(message))

/** Nothing is told of a reader before its first status: an empty reader and an unknown one are not the same. */
function tellReaders(): void {
  if ([...readers.keys()].some((name) => !states.has(name))) return
  const seen = [...readers.keys()].map((name) => {
    const { state, atr } = states.get(name) ?? { state: 0 }
    return { name, state, ...(atr?.length && { atrHex: atr.toString('hex').toUpperCase() }) }
  })
  tell({ tell: 'readers', readers: seen })
}

/** `process.exit` would wait for a hung transmit for ever; a signal does not. */
function end(): void {
  process.kill(process.pid, 'SIGKILL')
}

/** Says so and is not heard after it: a service that goes takes its readers with it one by one. */
function die(reason: string): void {
  tell({ tell: 'down', reason })
  if (process.connected) process.disconnect()
}

function watch(): void {
  let service: PcscLite
  try {
    service = pcsclite()
  } catch (error) {
    tell({ tell: 'down', reason: reasonOf(error) })
    setTimeout(watch, RETRY_MS)
    return
  }
  service.on('error', (error) => die(reasonOf(error)))
  service.on('reader', (reader) => {
    readers.set(reader.name, reader)
    reader.on('error', (error) => isServiceGone(error) && die(reasonOf(error)))
    reader.on('status', (status) => {
      states.set(reader.name, status)
      tellReaders()
    })
    reader.on('end', () => {
      // A session that is not given back would keep the card to itself when the reader is back.
      reader.disconnect(reader.SCARD_UNPOWER_CARD, () => undefined)
      readers.delete(reader.name)
      states.delete(reader.name)
      tellReaders()
    })
  })
  // The binding is silent where there is no reader at all.
  const { start } = service
  service.start = (onList) =>
    start.call(service, (error, names) => {
      onList(error, names)
      if (!error) tellReaders()
    })
}

function answer(message: ToReaders): void {
  const reader = readers.get(message.reader)
  const refuse = (reason: string) => tell({ tell: 'refusal', id: message.id, reason })
  const done = (error: Error | null | undefined, bytes?: Buffer) =>
    error ? refuse(reasonOf(error)) : tell({ tell: 'answer', id: message.id, hex: bytes?.toString('hex') ?? '' })
  if (reader) act(reader, message, done)
  else refuse('0x80100009')
}

function act(reader: CardReader, message: ToReaders, done: Done): void {
  switch (message.ask) {
    case 'connect':
      connect(reader, done)
      break
    case 'transmit':
      transmit(reader, message.commands, done)
      break
    case 'ping':
      done()
      break
    case 'disconnect':
      reader.disconnect(message.how === 'leave' ? reader.SCARD_LEAVE_CARD : reader.SCARD_UNPOWER_CARD, done)
  }
}

/** The next command is with the card before the answer to the last one is told. */
function transmit(reader: CardReader, [first, ...rest]: readonly string[], done: Done): void {
  const command = Buffer.from(first ?? '', 'hex')
  const mostBytes = command.length > 6 && command[4] === 0 ? EXTENDED_BYTES : SHORT_BYTES
  reader.transmit(command, mostBytes, protocols.get(reader.name) ?? reader.SCARD_PROTOCOL_T1, (error, answer) => {
    if (rest.length > 0 && !error && answer && isSuccess(swOf(answer))) transmit(reader, rest, done)
    done(error, answer)
  })
}

const protocols = new Map<string, number>()

/**
 * Answers with the protocol, SCARD_PROTOCOL_T0 or T1. A card that is just being powered can answer SCARD_E_PROTO_MISMATCH,
 * one that another program is just done with SCARD_W_UNPOWERED_CARD, until pcscd has looked at it again.
 */
function connect(reader: CardReader, done: Done, triesLeft = POWER_TRIES): void {
  connectOnce(reader, (error) => {
    if (error && triesLeft > 0 && /8010000f|80100067/i.test(reasonOf(error)))
      return void setTimeout(() => connect(reader, done, triesLeft - 1), POWER_MS)
    if (error) return done(error)
    connectAlone(reader, done)
  })
}

/**
 * Where another program gave the card back while we connected, pcscd (1.9.9) means to power it off by then. It does not
 * mean to any more when the card is connected to by the only one who has it: nothing is sent to the card for that.
 */
function connectAlone(reader: CardReader, done: Done): void {
  reader.disconnect(reader.SCARD_LEAVE_CARD, (error) => (error ? done(error) : connectOnce(reader, done)))
}

function connectOnce(reader: CardReader, done: Done): void {
  const options = {
    share_mode: reader.SCARD_SHARE_EXCLUSIVE,
    protocol: reader.SCARD_PROTOCOL_T0 | reader.SCARD_PROTOCOL_T1,
  }
  reader.connect(options, (error, protocol) => {
    if (error) return done(error)
    protocols.set(reader.name, protocol)
    done(null, Buffer.of(protocol))
  })
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).trim()

/** SCARD_E_NO_SERVICE, SCARD_E_SERVICE_STOPPED, SCARD_F_COMM_ERROR. */
const isServiceGone = (error: unknown): boolean => /8010001[de]|80100013/i.test(reasonOf(error))

process.on('disconnect', end)
process.on('message', (message: ToReaders) => answer(message))
// A station that ended while this file was being loaded is not heard any more.
if (!process.connected) end()
watch()
