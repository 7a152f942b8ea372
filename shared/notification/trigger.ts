// The trigger of package 0, OMA DM Notification 1.2, 6.2.2: what a server asks of a client.
import type { Codec } from '../codec'
import { Failed } from '../failure'
import { fromUtf8, utf8 } from '../utf8'

export type UiMode = 'unspecified' | 'background' | 'informative' | 'user'

export type Trigger = {
  /** In tenths: 11 is 1.1. */
  readonly version: number
  readonly uiMode: UiMode
  readonly initiator: 'client' | 'server'
  readonly sessionId: number
  readonly serverId: string
  /** Whatever a vendor puts after the server id. */
  readonly vendor?: Uint8Array | undefined
}

const uiModes: readonly UiMode[] = ['unspecified', 'background', 'informative', 'user']

/** Ten bits of version, two of mode, one of initiator, 27 for the future, sixteen of session id, eight of length. */
export const trigger: Codec<Trigger> = {
  write(out, { version, uiMode, initiator, sessionId, serverId, vendor }) {
    const head = (version << 6) | (uiModes.indexOf(uiMode) << 4) | (initiator === 'server' ? 0x08 : 0)
    const id = utf8(serverId)
    if (id.length === 0 || id.length > 0xff)
      throw new Failed({ code: 'message.invalid', path: 'serverId', reason: 'package 0 carries 1 to 255 bytes of it' })
    out.put(head >> 8, head & 0xff, 0, 0, 0, sessionId >> 8, sessionId & 0xff, id.length).append(id)
    if (vendor) out.append(vendor)
  },
  read(input) {
    const head = input.byte() * 256 + input.byte()
    input.take(3)
    const sessionId = input.byte() * 256 + input.byte()
    const id = input.take(input.byte())
    if (id.length === 0) input.fail('there is no server id')
    const serverId = fromUtf8(id, input.base + input.offset - id.length)
    const vendor = input.take(input.left)
    return {
      version: head >> 6,
      uiMode: uiModes[(head >> 4) & 0x03] ?? 'unspecified',
      initiator: (head & 0x08) === 0 ? 'client' : 'server',
      sessionId,
      serverId,
      ...(vendor.length > 0 && { vendor }),
    }
  },
}
