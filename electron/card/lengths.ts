import { bytesOf, concat } from '../../shared/bytes'
import type { Atr } from './atr'
import { type Channel, send } from './channel'
import { ifFound, readBinary, selectPath } from './commands'
import { isDoneAgain, isSuccess, swOf } from './status-word'
import { find, inside, leadingTlvs, numberIn, readable } from './tlv'

/** How many bytes one READ and one UPDATE BINARY carry: short APDUs, or more where card and reader take extended ones. */
export type Lengths = { readonly read: number; readonly update: number }

/** ISO/IEC 7816-3, 12.1.3: Le 00 is 256, Lc is one byte. */
export const shortLengths: Lengths = { read: 256, update: 255 }

/** A card that takes extended lengths and does not tell how long: a whole bootstrap file, and no more than a second of writing. */
const usualLengths: Lengths = { read: 4096, update: 4096 }

/** The longest that a deadline of five seconds a command allows at the slowest pace cards have. */
const MOST_BYTES = 8192

/** What a card says of itself, in its ATR and in EF.ATR, 2F01. Not to be believed before an extended command has passed. */
export async function lengthsOf(channel: Channel, atr: Atr): Promise<Lengths> {
  if (atr.lengths === 'short') return shortLengths
  if (atr.lengths === 'extended') return usualLengths
  const fcp = await send(channel, ifFound(selectPath('MF', bytesOf(0x2f, 0x01))))
  const bytes = fcp && (await send(channel, ifFound(readBinary(0, Math.min(fcp.sizeBytes, shortLengths.read)))))
  return bytes ? (toldIn(bytes) ?? usualLengths) : usualLengths
}

/** ISO/IEC 7816-4, 12.7.1: 7F66 has the longest command, then the longest answer, each as a whole. */
function toldIn(efAtr: Uint8Array): Lengths | undefined {
  const told = find(leadingTlvs(efAtr), 0x7f66)
  const [command, answer] = (readable(() => inside(told)) ?? []).map(numberIn)
  if (command === undefined || answer === undefined || command < 264 || answer < 258) return undefined
  return { update: Math.min(command - HEAD_BYTES, MOST_BYTES), read: Math.min(answer - 2, MOST_BYTES) }
}

/** CLA to P2, and Lc of three bytes. */
const HEAD_BYTES = 7

/**
 * Falls back to short commands for good where a longer READ or UPDATE BINARY is refused for its length (6700), its
 * class (6E00) or its instruction (6D00): on these words the card has done nothing, so that the parts do no harm.
 */
export function fallingBack(channel: Channel): Channel {
  let isShort = false
  return {
    transmit: async (command) => {
      const parts = shortParts(command)
      if (!parts) return channel.transmit(command)
      if (!isShort) {
        const response = await channel.transmit(command)
        if (![0x6700, 0x6d00, 0x6e00].includes(swOf(response))) return response
        isShort = true
      }
      return inTurn(channel, parts)
    },
    script: async (commands) =>
      isShort && commands.some(shortParts) ? [] : ((await channel.script?.(commands)) ?? []),
  }
}

/** One after the other, to the first that is not done or brings less than was asked; the data of all, and the last word. */
async function inTurn(channel: Channel, parts: readonly Uint8Array[]): Promise<Uint8Array> {
  let data = bytesOf()
  let sw = bytesOf(0x90, 0x00)
  for (const part of parts) {
    const response = await channel.transmit(part)
    data = concat(data, response.subarray(0, -2))
    sw = response.subarray(-2)
    if (part[1] === 0xd6 ? !isDone(swOf(sw)) : !isSuccess(swOf(sw)) || isLess(part, response)) break
  }
  return concat(data, sw)
}

const isDone = (sw: number): boolean => isSuccess(sw) || isDoneAgain(sw)

/** What the next part brings would not follow what this one brought. */
const isLess = (part: Uint8Array, response: Uint8Array): boolean => response.length - 2 < (part[4] || 256)

/** An extended READ or UPDATE BINARY by offset, as short ones; undefined for any other command. */
function shortParts(command: Uint8Array): readonly Uint8Array[] | undefined {
  const [cla = 0, ins, p1 = 0, p2 = 0, zero, high = 0, low = 0] = command
  if (zero !== 0 || command.length < 7 || (p1 & 0x80) !== 0 || (ins !== 0xb0 && ins !== 0xd6)) return undefined
  const length = high * 256 + low || 0x10000
  const most = ins === 0xb0 ? shortLengths.read : shortLengths.update
  return Array.from({ length: Math.ceil(length / most) }, (_, part) => {
    const at = p1 * 256 + p2 + part * most
    const count = Math.min(most, length - part * most)
    const head = bytesOf(cla, ins, at >> 8, at & 0xff, count & 0xff)
    return ins === 0xb0 ? head : concat(head, command.subarray(7 + part * most, 7 + part * most + count))
  })
}
