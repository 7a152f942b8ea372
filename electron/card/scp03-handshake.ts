import { concat } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import type { Apdu } from './apdu'
import { type Channel, type Command, send } from './channel'
import type { Scp03Keys } from './key'
import { areSame, cryptogramOf, sessionKeysOf } from './scp03-keys'
import { authenticated, type Scp03Session, type SecurityLevel } from './scp03-session'
import { swText } from './status-word'

/** How long challenges, cryptograms and MACs are: S8, or S16 of Amendment D 1.2. */
type Mode = 8 | 16

/**
 * GlobalPlatform Amendment D, 6.2.2, 7.1.1 and 7.1.2. The card shows its cryptogram first: where the keys do not fit,
 * EXTERNAL AUTHENTICATE is never sent. One attempt. Fails with `card.channel-refused`.
 */
export async function authenticate(
  channel: Channel,
  keys: Scp03Keys,
  random: (sizeBytes: number) => Uint8Array,
  level: SecurityLevel,
): Promise<Scp03Session> {
  const { mode, i, context, cryptogram } = await offered(channel, keys.version, random)
  if ((i & capabilityFor(level)) !== capabilityFor(level)) throw refused('level')
  const session = sessionKeysOf(keys, context)
  if (!areSame(cryptogramOf('card', session, context), cryptogram)) throw refused('keys')
  const begun: Scp03Session = { level, macBytes: mode, keys: session, chain: new Uint8Array(16), counter: 0 }
  const data = cryptogramOf('host', session, context)
  const shown = authenticated(begun, { cla: 0x80, ins: 0x82, p1: level, p2: 0x00, data })
  const { sw } = await send(channel, withAnySw('EXTERNAL AUTHENTICATE', shown.apdu))
  if (sw !== 0x9000) throw refused('host', sw)
  return shown.session
}

/** Table 5-1: bit 20 is R-MAC, 40 R-ENCRYPTION. */
const capabilityFor = (level: SecurityLevel): number =>
  ((level & 0x10) === 0 ? 0x00 : 0x20) | ((level & 0x20) === 0 ? 0x00 : 0x40)

/** What the card answers to a challenge. A card that knows S16 alone finds eight bytes too short. */
async function offered(channel: Channel, version: number, random: (sizeBytes: number) => Uint8Array) {
  const ask = async (mode: Mode) => {
    const challenge = random(mode)
    const apdu = { cla: 0x80, ins: 0x50, p1: version, p2: 0x00, data: challenge, le: 256 }
    return { mode, challenge, ...(await send(channel, withAnySw('INITIALIZE UPDATE', apdu))) }
  }
  const first = await ask(8)
  const { mode, challenge, sw, bytes } = first.sw === 0x6700 ? await ask(16) : first
  if (sw === 0x6a88) throw refused('no-key', sw)
  if (sw !== 0x9000) throw refused('no-scp03', sw)
  const [kvn, scp, i = 0] = bytes.subarray(10, 13)
  // Table 7-3: 10 bytes of diversification data, 3 about the key, challenge, cryptogram, and a counter of 3 or none
  const isWhole = bytes.length === 13 + 2 * mode || bytes.length === 16 + 2 * mode
  if (!isWhole || scp !== 0x03 || (i & 0x01) !== (mode === 16 ? 0x01 : 0x00)) throw refused('no-scp03')
  if (version !== 0 && kvn !== version) throw refused('no-key')
  const card = bytes.subarray(13, 13 + mode)
  return { mode, i, context: concat(challenge, card), cryptogram: bytes.subarray(13 + mode, 13 + 2 * mode) }
}

const withAnySw = (name: string, apdu: Apdu): Command<{ sw: number; bytes: Uint8Array }> => ({
  name,
  apdu,
  knows: () => true,
  parse: (bytes, sw) => ({ sw, bytes }),
})

const refused = (why: 'no-scp03' | 'no-key' | 'level' | 'keys' | 'host', sw?: number): Failed =>
  new Failed({ code: 'card.channel-refused', why, ...(sw !== undefined && { sw: swText(sw) }) })
