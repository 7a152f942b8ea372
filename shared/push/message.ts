// A bootstrap message as it is pushed. A device must be able to tell who sent it, so there is no way without a word about SEC.
import { encode } from '../codec'
import { type Secret, secret } from '../secret'
import { type CpSecurity, protectCp } from './cp-security'
import { type Dm1Security, protectDm1 } from './dm1-security'
import type { HmacSha1 } from './mac'
import { cpMedia, dm1Media } from './media-type'
import { pushPdu } from './pdu'

/** `mac` and `userCode` are as good as the PIN to who has the message: short PINs can be tried until one fits. */
export type Pushed = {
  readonly pdu: Uint8Array
  readonly mac?: Secret<string>
  readonly userCode?: Secret<string>
}

export type Unprotected = { readonly sec: 'none' }

/** Any will do: a push is not answered. */
const transactionId = 0x01

export function pushCp(body: Uint8Array, security: CpSecurity | Unprotected, hmac: HmacSha1): Pushed {
  if (security.sec === 'none') return pushed(cpMedia, body, {})
  return pushed(cpMedia, body, protectCp(body, security, hmac))
}

export function pushDm1(body: Uint8Array, security: Dm1Security | Unprotected, hmac: HmacSha1): Pushed {
  if (security.sec === 'none') return pushed(dm1Media, body, {})
  return pushed(dm1Media, body, protectDm1(body, security, hmac))
}

type Protection = { readonly sec?: number; readonly mac?: string; readonly userCode?: Secret<string> }

function pushed(media: string, body: Uint8Array, { sec, mac, userCode }: Protection): Pushed {
  const pdu = encode(pushPdu, { transactionId, media, sec, mac, body })
  return { pdu, ...(mac !== undefined && { mac: secret(mac) }), ...(userCode && { userCode }) }
}
