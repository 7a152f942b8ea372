import type { Channel } from '../../electron/card/channel'
import { fromHex, hex } from '../../shared/bytes'
import { textOfVector } from './vectors'

type Exchange = { readonly plainCommand: string; readonly plainResponse: string }
type Step = {
  readonly what: string
  readonly apdu: string
  readonly response: string
  readonly plainCommand?: string
  readonly plainResponse?: string
}
type Vectors = {
  readonly oma: {
    readonly input: { readonly keyEnc: string; readonly keyMac: string; readonly hostChallenge: string }
    readonly derivation: {
      readonly [name in 'sEnc' | 'sMac' | 'sRmac' | 'cardCryptogram' | 'hostCryptogram']: { readonly value: string }
    } & { readonly sEnc: { readonly input: string; readonly value: string } }
    readonly sequence: readonly Step[]
    readonly single: Step & Exchange
    readonly warning: Step & Exchange
    readonly pseudoRandom: {
      readonly sequenceCounter: string
      readonly aid: string
      readonly cardChallenge: string
      readonly sEnc: string
      readonly initializeUpdateResponse: string
    }
    readonly negative: readonly { readonly id: string; readonly input: string; readonly expect: string }[]
  }
  readonly cards: {
    readonly sessions: readonly {
      readonly version: number
      readonly level: number
      readonly keyEnc: string
      readonly keyMac: string
      readonly initializeUpdate: string
      readonly initializeUpdateResponse: string
      readonly externalAuthenticate: string
      readonly exchange: Exchange & { readonly command: string; readonly response: string }
      readonly wrapped: readonly (readonly [string, string])[]
    }[]
  }
  readonly s16: {
    readonly version: number
    readonly keyEnc: string
    readonly keyMac: string
    readonly hostChallenge: string
    readonly initializeUpdate: string
    readonly initializeUpdateResponse: string
    readonly externalAuthenticate: string
    readonly exchanges: readonly (Exchange & { readonly command: string; readonly response: string })[]
  }
}

export const scp03Vectors: Vectors = JSON.parse(textOfVector('scp03.json'))

/** A card that knows these commands in this order and nothing else. Keeps what it was sent. */
export function scriptedChannel(...script: readonly (readonly [command: string, response: string])[]) {
  const sent: string[] = []
  const channel: Channel = {
    transmit: async (command) => {
      const [expected, response] = script[sent.length] ?? []
      sent.push(hex(command))
      if (hex(command) !== expected || response === undefined)
        throw new Error(`command ${sent.length} is ${hex(command)}, not ${expected}`)
      return fromHex(response)
    },
  }
  return { ...channel, sent }
}
