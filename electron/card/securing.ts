import { bytesOf, concat } from '../../shared/bytes'
import { Failed, type Failure } from '../../shared/failure'
import { decodeApdu, encodeApdu } from './apdu'
import { type Channel, onLogicalChannel } from './channel'
import type { SecureChannel } from './scp03'
import {
  BASIC,
  leaves,
  MANAGE_CHANNEL,
  managed,
  nowhere,
  type Place,
  pathOf,
  SELECT,
  selected,
  type Wants,
  wantsIn,
} from './secure-place'
import { isDoneAgain, isSuccess, swOf } from './status-word'

/** Opens a secure channel to the application that is selected on this channel; undefined where nobody has its keys. */
export type OpenSecure = (channel: Channel) => Promise<SecureChannel | undefined>

export type Securing = {
  readonly channel: Channel
  /** Goes into a secure channel now, to the application last selected on the basic channel. False without keys. */
  readonly secure: () => Promise<boolean>
}

/**
 * OMA DM 2.0, Appendix H: where a card lets nobody select or read a file of PKCS#15 outside a secure channel, opens one
 * with its read keys and goes on inside it, once the command was repeated there. Outside again when something else is
 * selected. Keys that were refused are not tried again: `card.channel-refused` from then on. What keeps anybody from saying
 * what the keys are, a token that is away say, is told where a secure channel is wanted for sure, and only there.
 */
export function securing(channel: Channel, open: OpenSecure): Securing {
  const places = new Map<number, Place>()
  const placeOf = (number: number): Place => places.get(number) ?? nowhere
  const wants = new Map<string, Wants>()
  let refusal: Failure | undefined
  let away: Failure | undefined
  let isPossible = true

  async function secured(number: number, isAsked: boolean): Promise<SecureChannel | undefined> {
    const place = placeOf(number)
    if (refusal) throw new Failed(refusal)
    if (away && isAsked) throw new Failed(away)
    if (away) return undefined
    if (!place.application || !isPossible) return undefined
    const here = onLogicalChannel(channel, number)
    if (!place.isThere) await here.transmit(place.application)
    const secure = await open(here).catch((error: unknown) => {
      if (isAsked && isChannelRefusal(error)) refusal = error.failure
      // A card that only might have meant a secure channel meant something else.
      if (isAsked || !isOfKeys(error)) throw error
      if (error.failure.code !== 'card.channel-refused') away = error.failure
      return undefined
    })
    isPossible = secure !== undefined || away !== undefined
    if (secure) places.set(number, { ...place, isThere: true, secure })
    return secure
  }

  /** The answer to the same command inside a secure channel, where the card might have meant that. */
  async function inside(number: number, command: Uint8Array, sw: number): Promise<Uint8Array | undefined> {
    const { file } = placeOf(number)
    const wanted = sw === 0x6989 ? 'secure channel' : (wants.get(pathOf(file)) ?? 'unknown')
    if (!isRefusal(command, sw) || wanted === 'something else') return undefined
    const secure = await secured(number, wanted === 'secure channel')
    if (secure && file && command[1] !== SELECT) await secure.transmit(file)
    return secure && sendIn(secure, command)
  }

  function leave(number: number, command: Uint8Array): void {
    if (leaves(command)) places.set(number, { ...placeOf(number), isThere: false, secure: undefined })
  }

  function follow(number: number, command: Uint8Array, answer: Uint8Array): void {
    const [, ins] = command
    if (!isSuccess(swOf(answer))) return
    if (ins === MANAGE_CHANNEL) places.delete(managed(command, answer))
    if (ins === SELECT) places.set(number, selected(placeOf(number), command))
    if (ins === SELECT && answer.length > 2) wants.set(pathOf(command), wantsIn(answer.subarray(0, -2)))
  }

  return {
    channel: {
      transmit: async (sent) => {
        if (((sent[0] ?? 0) & 0x7c) !== 0) return channel.transmit(sent)
        const { number, command } = spokenOn(sent)
        leave(number, command)
        const { secure } = placeOf(number)
        const first = secure ? await sendIn(secure, command) : await channel.transmit(sent)
        const answer = (secure ? undefined : await inside(number, command, swOf(first))) ?? first
        follow(number, command, answer)
        return answer
      },
      // Each command of a secure channel is bound to the answer before it.
      script: async (commands) => {
        const isClear = commands.every(([cla = 0]) => (cla & 0x7c) === 0 && !placeOf(cla & 0x03).secure)
        const answers = (isClear && (await channel.script?.(commands))) || []
        for (const [at, answer] of answers.entries()) {
          const { number, command } = spokenOn(commands[at] ?? bytesOf())
          leave(number, command)
          follow(number, command, answer)
        }
        return answers
      },
    },
    secure: async () => placeOf(BASIC).secure !== undefined || (await secured(BASIC, true)) !== undefined,
  }
}

/** The logical channel of a command without a secure one, and the command as it is on the basic channel. */
const spokenOn = (sent: Uint8Array) => {
  const cla = sent[0] ?? 0
  return { number: cla & 0x03, command: concat(bytesOf(cla & 0xfc), sent.subarray(1)) }
}

/** That the keys do not fit, or that nobody can say what they are. */
const isOfKeys = (error: unknown): error is Failed =>
  isChannelRefusal(error) || (error instanceof Failed && /^(key|token|request)\./.test(error.failure.code))

const isChannelRefusal = (error: unknown): error is Failed =>
  error instanceof Failed && error.failure.code === 'card.channel-refused'

/** 6989: a secure channel is wanted; 6982, 6985: perhaps. An update that is refused may want a key instead. */
function isRefusal([, ins]: Uint8Array, sw: number): boolean {
  const isReading = ins === SELECT || ins === 0xb0 || ins === 0xb2
  return sw === 0x6989 || (isReading && (sw === 0x6982 || sw === 0x6985))
}

/**
 * In parts where one short command does not carry it all. A READ asks for as much as one answer brings, and takes no
 * more than was asked: on T=0 a wrapped one cannot say how much.
 */
async function sendIn(secure: SecureChannel, command: Uint8Array): Promise<Uint8Array> {
  const apdu = decodeApdu(command)
  const { read, update } = secure.lengths
  if (apdu.ins === 0xb0 && apdu.le !== undefined) {
    const le = Math.min(apdu.le, read)
    const response = await secure.transmit(encodeApdu({ ...apdu, le }))
    return concat(response.subarray(0, Math.min(le, response.length - 2)), response.subarray(-2))
  }
  const { data } = apdu
  if (apdu.ins !== 0xd6 || !data || data.length <= update) return secure.transmit(command)
  for (let at = 0; ; at += update) {
    const offset = apdu.p1 * 256 + apdu.p2 + at
    const part = { ...apdu, p1: offset >> 8, p2: offset & 0xff, data: data.subarray(at, at + update) }
    const response = await secure.transmit(encodeApdu(part))
    const sw = swOf(response)
    if ((!isSuccess(sw) && !isDoneAgain(sw)) || at + update >= data.length) return response
  }
}
