import { Failed } from '../../shared/failure'
import { decodeApdu, encodeApdu } from './apdu'
import type { Channel } from './channel'
import type { Scp03Keys } from './key'
import type { Lengths } from './lengths'
import { authenticate } from './scp03-handshake'
import { opened, type Scp03Session, type SecurityLevel, wrapped } from './scp03-session'

/** A channel that is also known to carry less at once. */
export type SecureChannel = Channel & { readonly lengths: Lengths }

export type Scp03 = {
  readonly random: (sizeBytes: number) => Uint8Array
  readonly level: SecurityLevel
}

/**
 * OMA DM 2.0, Appendix H: a secure channel (GlobalPlatform Amendment D) to the application that is selected on `channel`.
 * Authenticates once. What it gives wraps each command and opens each response, and is over at the first that does not
 * open; selecting another application ends it too. Fails with `card.channel-refused` where the keys and the card do not
 * fit, and later with `card.channel-broken`.
 */
export async function openScp03(channel: Channel, keys: Scp03Keys, { random, level }: Scp03): Promise<SecureChannel> {
  const begun = await authenticate(channel, keys, random, level)
  let session: Scp03Session | undefined = begun
  return {
    lengths: scp03Lengths(level, begun.macBytes),
    transmit: async (command) => {
      if (!session) throw broken('over')
      const next = wrapped(session, decodeApdu(command))
      session = undefined
      const answer = opened(next.session, await channel.transmit(encodeApdu(next.apdu)))
      if ('wrong' in answer) throw broken(answer.wrong)
      session = next.session
      return answer.bytes
    },
  }
}

/** How many bytes of a file go into one short command, and come in one short response. */
export function scp03Lengths(level: SecurityLevel, macBytes: 8 | 16): Lengths {
  const most = 255 - macBytes
  const hidden = most - (most % 16) - 1
  const read = (level & 0x20) === 0 ? most : hidden
  return { update: (level & 0x02) === 0 ? most : hidden, read: (level & 0x10) === 0 ? 256 : read }
}

const broken = (why: 'no-mac' | 'mac' | 'padding' | 'over'): Failed => new Failed({ code: 'card.channel-broken', why })
