// SMPP 3.4, the part that carries short messages: both directions of every PDU that a sender and a message centre exchange.
import { ByteReader, concat, malformed } from '../bytes'
import { type Codec, encode } from '../codec'
import { cString, shortMessage, u8, u32 } from './field'

/** 4.1 to 4.11, without the status: an answer carries one, a request has 0. */
export type Bind = {
  readonly systemId: string
  readonly password: string
  readonly systemType: string
  readonly version: number
  readonly ton: number
  readonly npi: number
  readonly range: string
}
export type Address = { readonly ton: number; readonly npi: number; readonly digits: string }
export type Sms = {
  readonly serviceType: string
  readonly from: Address
  readonly to: Address
  readonly esmClass: number
  readonly protocolId: number
  readonly priority: number
  readonly schedule: string
  readonly validity: string
  readonly registeredDelivery: number
  readonly replace: number
  readonly dataCoding: number
  readonly defaultMessage: number
  readonly message: Uint8Array
}
type Nothing = Readonly<Record<never, never>>
type Bound = { readonly systemId: string }
type Taken = { readonly messageId: string }

type Bodies = {
  bind_receiver: Bind
  bind_transmitter: Bind
  bind_transceiver: Bind
  submit_sm: Sms
  deliver_sm: Sms
  unbind: Nothing
  enquire_link: Nothing
  bind_receiver_resp: Bound
  bind_transmitter_resp: Bound
  bind_transceiver_resp: Bound
  submit_sm_resp: Taken
  deliver_sm_resp: Taken
  unbind_resp: Nothing
  enquire_link_resp: Nothing
  generic_nack: Nothing
}
export type Command = keyof Bodies

/** An answer that refuses has no body (4.1.2 and others): then it is `undefined`. */
export type Pdu = {
  readonly [Name in Command]: {
    readonly command: Name
    readonly status: number
    readonly sequence: number
    readonly body: Bodies[Name] | undefined
  }
}[Command]
/** What came and has a command that we do not know: it is answered with generic_nack (4.3). */
export type UnknownPdu = { readonly command: 'unknown'; readonly id: number; readonly sequence: number }

type Fields<T> = { readonly [Name in keyof T]-?: Codec<T[Name]> }

/** A body is its fields in their order. */
const bodyOf = <T extends object>(fields: Fields<T>): Codec<T> => ({
  write(out, value) {
    for (const name in fields) fields[name].write(out, value[name])
  },
  read(input) {
    const read: Partial<T> = {}
    for (const name in fields) read[name] = fields[name].read(input)
    // every field was read
    return read as T
  },
})

const bind = bodyOf<Bind>({
  systemId: cString(16),
  password: cString(9),
  systemType: cString(13),
  version: u8,
  ton: u8,
  npi: u8,
  range: cString(41),
})
const address = bodyOf<Address>({ ton: u8, npi: u8, digits: cString(21) })
const sms = bodyOf<Sms>({
  serviceType: cString(6),
  from: address,
  to: address,
  esmClass: u8,
  protocolId: u8,
  priority: u8,
  schedule: cString(17),
  validity: cString(17),
  registeredDelivery: u8,
  replace: u8,
  dataCoding: u8,
  defaultMessage: u8,
  message: shortMessage,
})
const nothing = bodyOf<Nothing>({})
const bound = bodyOf<Bound>({ systemId: cString(16) })
const taken = bodyOf<Taken>({ messageId: cString(65) })

/** 5.1.2.1. The answer to a command has its number and the highest bit. */
const commands: { readonly [Name in Command]: { readonly id: number; readonly body: Codec<Bodies[Name]> } } = {
  bind_receiver: { id: 0x01, body: bind },
  bind_transmitter: { id: 0x02, body: bind },
  submit_sm: { id: 0x04, body: sms },
  deliver_sm: { id: 0x05, body: sms },
  unbind: { id: 0x06, body: nothing },
  bind_transceiver: { id: 0x09, body: bind },
  enquire_link: { id: 0x15, body: nothing },
  generic_nack: { id: 0x80000000, body: nothing },
  bind_receiver_resp: { id: 0x80000001, body: bound },
  bind_transmitter_resp: { id: 0x80000002, body: bound },
  submit_sm_resp: { id: 0x80000004, body: taken },
  deliver_sm_resp: { id: 0x80000005, body: taken },
  unbind_resp: { id: 0x80000006, body: nothing },
  bind_transceiver_resp: { id: 0x80000009, body: bound },
  enquire_link_resp: { id: 0x80000015, body: nothing },
}

const isCommand = (name: string): name is Command => Object.hasOwn(commands, name)
const namesById = new Map(
  Object.entries(commands).flatMap(([name, { id }]) => (isCommand(name) ? [[id, name] as const] : [])),
)

const headBytes = 16
/** Far more than 254 octets and all their fields and options. */
const mostBytes = 4096

/** 3.2: length, command, status and sequence number, then the body. */
export function writePdu({ command, status, sequence, body }: Pdu): Uint8Array {
  // a name and its body belong together by the type of a PDU
  const codec = commands[command].body as Codec<unknown>
  const content = body === undefined ? new Uint8Array() : encode(codec, body)
  const head = [headBytes + content.length, commands[command].id, status, sequence]
  return concat(...head.map((number) => encode(u32, number)), content)
}

/** How long the PDU is that begins here; undefined until four octets of it are there. Fails with `bytes.malformed`. */
export function lengthOfPdu(bytes: Uint8Array): number | undefined {
  if (bytes.length < 4) return undefined
  const length = u32.read(new ByteReader(bytes))
  if (length < headBytes || length > mostBytes) throw malformed(`a PDU of ${length} bytes`, 0)
  return length
}

/** One whole PDU. Optional parameters after the body (5.3) are passed over. Fails with `bytes.malformed`. */
export function readPdu(bytes: Uint8Array): Pdu | UnknownPdu {
  const input = new ByteReader(bytes)
  if (u32.read(input) !== bytes.length) throw malformed('the length of a PDU is another', 0)
  const [id, status, sequence] = [u32.read(input), u32.read(input), u32.read(input)]
  const command = namesById.get(id)
  if (command === undefined) return { command: 'unknown', id, sequence }
  const isEmpty = input.left === 0
  const body = isEmpty && (status !== 0 || command === 'generic_nack') ? undefined : commands[command].body.read(input)
  passOptions(input)
  // a name and its body belong together by the table
  return { command, status, sequence, body } as Pdu
}

function passOptions(input: ByteReader): void {
  while (input.left > 0) {
    const [, , high = 0, low = 0] = input.take(4)
    input.take(high * 256 + low)
  }
}

/** 5.1.3, those that tell a sender what to do. */
export const status = {
  ok: 0x00,
  alreadyBound: 0x05,
  notBound: 0x04,
  badPassword: 0x0e,
  badSystemId: 0x0f,
  badDestination: 0x0b,
  queueFull: 0x14,
  throttled: 0x58,
  unknownCommand: 0x03,
} as const
