import { areEqual, bytesOf, concat } from '../../shared/bytes'
import { Failed, type Failure } from '../../shared/failure'
import type { Rule } from './access'
import { decodeApdu, encodeApdu } from './apdu'
import { type Channel, isSuccess, onLogicalChannel, swOf } from './channel'
import { PKCS15_AID } from './pkcs15'
import type { SecureChannel } from './scp03'

/** Opens a secure channel to the application that is selected on this channel; undefined where nobody has its keys. */
export type OpenSecure = (channel: Channel) => Promise<SecureChannel | undefined>

export type Securing = {
  readonly channel: Channel
  /** Goes into a secure channel now, to the application last selected on the basic channel. False without keys. */
  readonly secure: () => Promise<boolean>
}

/** Whether a rule wants secure messaging, besides whatever else. */
export const wantsSecureChannel = (rule: Rule | undefined): boolean =>
  rule?.needs === 'other'
    ? rule.what === 'secure messaging'
    : rule?.needs === 'all'
      ? rule.of.some(wantsSecureChannel)
      : false

/** What was selected on one logical channel, and how it is spoken to there. */
type Place = {
  /** SELECT by AID, and of a file after it, as they were sent. */
  readonly application: Uint8Array | undefined
  readonly file: Uint8Array | undefined
  /** Whether the application is still the current one. */
  readonly isThere: boolean
  readonly secure: SecureChannel | undefined
}
const nowhere: Place = { application: undefined, file: undefined, isThere: false, secure: undefined }

const SELECT = 0xa4
const MANAGE_CHANNEL = 0x70
const BASIC = 0

/**
 * OMA DM 2.0, Appendix H: where a card lets nobody select or read a file of an application outside a secure channel,
 * opens one with its read keys and goes on inside it, once the command was repeated there. Outside again when something
 * else than that application is selected. Keys that the card or its cryptogram refused are not tried again.
 */
export function securing(channel: Channel, open: OpenSecure): Securing {
  const places = new Map<number, Place>()
  const placeOf = (number: number): Place => places.get(number) ?? nowhere
  let refusal: Failure | undefined
  let isPossible = true

  async function secured(number: number): Promise<SecureChannel | undefined> {
    const place = placeOf(number)
    if (refusal) throw new Failed(refusal)
    if (!place.application || !isPossible) return undefined
    const here = onLogicalChannel(channel, number)
    if (!place.isThere) await here.transmit(place.application)
    const secure = await open(here).catch((error: unknown) => {
      refusal = refusalIn(error)
      if (refusal) throw error
      return undefined
    })
    isPossible = secure !== undefined
    if (secure) places.set(number, { ...place, isThere: true, secure })
    return secure
  }

  async function again(number: number, command: Uint8Array): Promise<Uint8Array | undefined> {
    const { file } = placeOf(number)
    const secure = await secured(number)
    if (secure && file && command[1] !== SELECT) await secure.transmit(file)
    return secure && sendIn(secure, command)
  }

  return {
    channel: {
      transmit: async (sent) => {
        const [cla = 0, ins] = sent
        if ((cla & 0x7c) !== 0) return channel.transmit(sent)
        const number = cla & 0x03
        const command = concat(bytesOf(cla & 0xfc), sent.subarray(1))
        if (leaves(command)) places.set(number, { ...placeOf(number), isThere: false, secure: undefined })
        const { secure } = placeOf(number)
        const response = secure ? await sendIn(secure, command) : await channel.transmit(sent)
        if (ins === MANAGE_CHANNEL && isSuccess(swOf(response))) places.delete(managed(command, response))
        const repeated = !secure && isRefusal(command, swOf(response)) ? await again(number, command) : undefined
        const answer = repeated ?? response
        if (ins === SELECT && isSuccess(swOf(answer))) places.set(number, selected(placeOf(number), command))
        return answer
      },
    },
    secure: async () => placeOf(BASIC).secure !== undefined || (await secured(BASIC)) !== undefined,
  }
}

/** GlobalPlatform Amendment D, 6.2.8: the application is left by selecting one, or what lies in the MF. */
function leaves([, ins, p1, , , first = 0x3f]: Uint8Array): boolean {
  if (ins !== SELECT) return false
  return p1 === 0x04 || (p1 === 0x00 && first === 0x3f) || (p1 === 0x08 && first === 0x2f)
}

/** ETSI TS 102 221, 11.1.17: the channel that was closed, by P2, or opened, by the answer. */
const managed = (command: Uint8Array, response: Uint8Array): number =>
  (command[2] === 0x80 ? command[3] : response[0]) ?? BASIC

/** The read keys are those of PKCS#15: no other application is asked for a secure channel. */
function selected(place: Place, command: Uint8Array): Place {
  if (command[2] === 0x04) {
    const isOurs = areEqual(command.subarray(5, 5 + PKCS15_AID.length), PKCS15_AID)
    return { ...nowhere, ...(isOurs && { application: command, isThere: true }) }
  }
  return { ...place, file: command, isThere: place.isThere && !leaves(command) }
}

/** A card without SCP03, or without keys of this version, is one that wanted something else. */
function refusalIn(error: unknown): Failure | undefined {
  if (!(error instanceof Failed) || error.failure.code !== 'card.channel-refused') throw error
  const { why } = error.failure
  return why === 'no-scp03' || why === 'no-key' ? undefined : error.failure
}

/** 6989: a secure channel is wanted; 6982, 6985: perhaps. An update that is refused may want a key instead. */
function isRefusal([, ins]: Uint8Array, sw: number): boolean {
  const isReading = ins === SELECT || ins === 0xb0 || ins === 0xb2
  return sw === 0x6989 || (isReading && (sw === 0x6982 || sw === 0x6985))
}

/** In parts where one short command does not carry it all; a READ asks for as much as one answer brings. */
async function sendIn(secure: SecureChannel, command: Uint8Array): Promise<Uint8Array> {
  const apdu = decodeApdu(command)
  const { read, update } = secure.lengths
  if (apdu.ins === 0xb0 && (apdu.le ?? 0) > read) return secure.transmit(encodeApdu({ ...apdu, le: read }))
  const { data } = apdu
  if (apdu.ins !== 0xd6 || !data || data.length <= update) return secure.transmit(command)
  for (let at = 0; ; at += update) {
    const offset = apdu.p1 * 256 + apdu.p2 + at
    const part = { ...apdu, p1: offset >> 8, p2: offset & 0xff, data: data.subarray(at, at + update) }
    const response = await secure.transmit(encodeApdu(part))
    if (!isSuccess(swOf(response)) || at + update >= data.length) return response
  }
}
