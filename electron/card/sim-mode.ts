import { bytesOf, concat } from '../../shared/bytes'
import { type Channel, getResponse } from './channel'
import { chvTriesIn, templateOfHeader } from './sim-header'
import { isSuccess, swOf } from './status-word'

/**
 * A SIM that is spoken to as if it were a UICC: takes the commands of ETSI TS 102 221, speaks 3GPP TS 51.011 (CLA A0,
 * SELECT one FID after the other, 9Fxx fetched), and turns headers into FCP templates and status words into those of
 * a UICC. What a SIM does not have is answered without being sent: 6A82 to an AID, 6881 to MANAGE CHANNEL, 6A86 to
 * short file identifiers.
 */
export const inSimMode = (channel: Channel): Channel => ({
  transmit: async (command) => {
    const [, ins = 0, p1 = 0, p2 = 0] = command
    switch (ins) {
      case 0x70:
        return word(0x6881)
      case 0xa4:
        return select(channel, command)
      case 0xf2:
        return answerTo(await status(channel), p2)
      case 0x20:
        return verify(channel, command)
      case 0xb0:
      case 0xd6:
        return (p1 & 0x80) !== 0 ? word(0x6a86) : relay(channel, command)
      case 0xb2:
      case 0xdc:
        return p2 >> 3 !== 0 ? word(0x6a86) : relay(channel, command)
      default:
        return relay(channel, command)
    }
  },
})

const word = (sw: number): Uint8Array => bytesOf(sw >> 8, sw & 0xff)

async function relay(channel: Channel, command: Uint8Array): Promise<Uint8Array> {
  const response = await asked(channel, concat(bytesOf(0xa0), command.subarray(1)))
  return concat(response.subarray(0, -2), word(wordOf(swOf(response), command[1] ?? 0)))
}

/** TS 51.011, 9.4.6: 67xx names the length that would be right; a command that only reads is sent again with it. */
async function asked(channel: Channel, command: Uint8Array): Promise<Uint8Array> {
  const response = await channel.transmit(command)
  const isReading = command.length === 5 && response.length === 2
  if (!isReading || response[0] !== 0x67 || !response[1]) return response
  return channel.transmit(concat(command.subarray(0, 4), response.subarray(1)))
}

/** 8.1: one SELECT for each FID; the header of the last is fetched if somebody wants to know. */
async function select(channel: Channel, command: Uint8Array): Promise<Uint8Array> {
  const fids = fidsOf(command)
  if (typeof fids === 'number') return word(fids)
  let response = word(0x9000)
  for (const fid of fids) {
    response = await channel.transmit(concat(bytesOf(0xa0, 0xa4, 0, 0, 2), fid))
    const sw = swOf(response)
    if (sw >> 8 !== 0x9f && !isSuccess(sw)) return word(wordOf(sw, 0xa4))
  }
  const p2 = command[3] ?? 0
  if (response.at(-2) !== 0x9f || wantsNothing(p2)) return answerTo(response, p2)
  return answerTo(await getResponse(channel, 0xa0, response.at(-1) ?? 0), p2)
}

const MF = bytesOf(0x3f, 0x00)

/** What a SELECT of TS 102 221, 11.1.1, comes to in FIDs, or the status word where a SIM has nothing of the kind. */
function fidsOf([, , p1, , lc = 0, ...rest]: Uint8Array): readonly Uint8Array[] | number {
  const data = rest.slice(0, lc)
  const fids = Array.from({ length: data.length >> 1 }, (_, at) => bytesOf(...data.slice(at * 2, at * 2 + 2)))
  if (fids.some(([high, low]) => high === 0x7f && low === 0xff)) return 0x6a82
  switch (p1) {
    case 0x00:
      return fids.length === 0 ? [MF] : fids
    case 0x04:
      return 0x6a82
    case 0x08:
      return [MF, ...fids]
    case 0x09:
      return fids
    default:
      return 0x6a86
  }
}

const wantsNothing = (p2: number): boolean => (p2 & 0x0c) === 0x0c

function answerTo(response: Uint8Array, p2: number): Uint8Array {
  const sw = swOf(response)
  if (sw >> 8 !== 0x9f && !isSuccess(sw)) return word(wordOf(sw, 0xa4))
  const header = response.subarray(0, -2)
  return wantsNothing(p2) || header.length === 0 ? word(0x9000) : concat(templateOfHeader(header), word(0x9000))
}

/** 9.2.2: the header of the current directory, at least 22 bytes. */
const status = (channel: Channel): Promise<Uint8Array> => asked(channel, bytesOf(0xa0, 0xf2, 0, 0, 22))

/**
 * 9.2.9: PIN1 is CHV1 and PIN2 is CHV2, whose tries stand in the header of a directory. VERIFY CHV without data may cost a
 * try here, so that no other key is asked in this class: a SIM that knows that of a UICC tells it, any other knows no such class.
 */
async function verify(channel: Channel, command: Uint8Array): Promise<Uint8Array> {
  const reference = command[3] ?? 0
  const chv = reference === 0x01 ? 1 : reference === 0x81 ? 2 : undefined
  if (chv === undefined) return command.length > 5 ? relay(channel, command) : channel.transmit(command)
  if (command.length > 5) return relay(channel, concat(command.subarray(0, 3), bytesOf(chv), command.subarray(4)))
  const triesLeft = chvTriesIn((await status(channel)).subarray(0, -2), chv)
  if (triesLeft === undefined) return word(0x6a88)
  return word(triesLeft === 0 ? 0x6983 : 0x63c0 | triesLeft)
}

/** 9.4, as TS 102 221, 10.2.1, would have it. 920x: done after x internal retries. */
function wordOf(sw: number, ins: number): number {
  if (sw === 0x9402) return ins === 0xb2 || ins === 0xdc ? 0x6a83 : 0x6b00
  if (sw === 0x9804) return ins === 0x20 ? 0x6300 : 0x6982
  if (sw >> 4 === 0x920) return 0x9000
  if ([0x67, 0x6b, 0x6d, 0x6e].includes(sw >> 8)) return sw & 0xff00
  return words.get(sw) ?? sw
}

const words: ReadonlyMap<number, number> = new Map([
  [0x9240, 0x6581],
  [0x9400, 0x6986],
  [0x9404, 0x6a82],
  [0x9408, 0x6981],
  [0x9802, 0x6a88],
  [0x9808, 0x6985],
  [0x9810, 0x6984],
  [0x9840, 0x6983],
])
