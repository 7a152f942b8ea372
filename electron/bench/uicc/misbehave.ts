// Cards that nobody should meet: each does one thing wrong, for as long as it is asked.
import { concat } from '../../../shared/bytes'
import { SIM } from './gsm'
import type { Respond } from './respond'
import { sw } from './status-word'
import { word } from './tlv'

const VERIFY = 0x20
const SELECT = 0xa4
const READ_BINARY = 0xb0
const READ_RECORD = 0xb2
const GET_RESPONSE = 0xc0

const misbehaviours = {
  /** Has always sixteen bytes more to fetch. */
  'endless 61xx': (respond) => (command) => {
    const answers = command[1] === GET_RESPONSE || wantsFcp(command)
    return answers ? concat(new Uint8Array(command[1] === SELECT ? 0 : 16), word(sw.moreData + 16)) : respond(command)
  },
  /** Any length is wrong, and the right one is another each time. */
  'endless 6Cxx': (respond) => (command) => {
    const isRead = command[1] === READ_BINARY || command[1] === READ_RECORD
    return isRead ? word(sw.exactLength + (((command.at(-1) ?? 0) + 1) & 0xff)) : respond(command)
  },
  /** Tells more than it has. */
  'size too big': (respond) => (command) => withSize(respond(command), 0x7fff),
  /** Tells less than it has. */
  'size too small': (respond) => (command) => withSize(respond(command), 1),
  /** Files have nothing from byte 16 on, and reading that is a success. */
  'ends early': (respond) => (command) => {
    const [, ins, p1 = 0, p2 = 0] = command
    const response = respond(command)
    const left = Math.max(0, 16 - ((p1 & 0x7f) * 256 + p2))
    return ins === READ_BINARY && isDone(response)
      ? concat(response.subarray(0, -2).subarray(0, left), word(sw.done))
      : response
  },
  /** File control parameters that are none. */
  'garbage for an FCP': (respond) => (command) => {
    const response = respond(command)
    return response[0] === 0x62 && isDone(response) ? concat(garbage(response.length - 2), word(sw.done)) : response
  },
  /** Takes VERIFY without a key, which asks for the tries, for a wrong key. */
  'counts questions': (respond) => (command) =>
    isQuestion(command) ? respond(concat(command.subarray(0, 4), wrongKey)) : respond(command),
} as const satisfies Readonly<Record<string, (respond: Respond) => Respond>>

export type Misbehaviour = keyof typeof misbehaviours

export const misbehaving = (how: Misbehaviour | undefined, respond: Respond): Respond =>
  how ? misbehaviours[how](respond) : respond

const wantsFcp = ([, ins, , p2 = 0]: Uint8Array): boolean => ins === SELECT && (p2 & 0x0c) !== 0x0c

const isQuestion = ([cla, ins, , , lc = 0]: Uint8Array): boolean => cla !== SIM && ins === VERIFY && lc === 0
const wrongKey = Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0, 0)

const isDone = (response: Uint8Array): boolean => response.at(-2) === 0x90

/** Another file size (80) in an FCP. */
function withSize(response: Uint8Array, sizeBytes: number): Uint8Array {
  const at = response[0] === 0x62 ? response.findIndex((byte, place) => byte === 0x80 && response[place + 1] === 2) : -1
  const lied = response.slice()
  if (at > 0) lied.set(word(sizeBytes), at + 2)
  return lied
}

/** Tags whose lengths run over the end, one inside the other. */
const garbage = (sizeBytes: number): Uint8Array =>
  Uint8Array.from({ length: sizeBytes }, (_, at) => (at % 2 === 0 ? 0x62 : 0xfe))
