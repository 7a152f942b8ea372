// What protects a Client Provisioning message over the air: OMA ProvBoot 1.1, 5.2 and ProvCont 1.1, 4.3.
import { concat } from '../bytes'
import { Failed } from '../failure'
import { type Secret, secret } from '../secret'
import { utf8 } from '../utf8'
import { isSame } from './constant-time'
import { type Imsi, type ImsiForm, networkKeyOf } from './imsi'
import { type HmacSha1, isSameMac, macOf } from './mac'
import type { PushPdu } from './pdu'
import type { Pin } from './pin'
import { type CpSec, cpSecCodes } from './sec-code'

type Network = { readonly imsi: Imsi; readonly imsiForm: ImsiForm }
type User = { readonly pin: Pin }

export type CpSecurity =
  | ({ readonly sec: 'netwpin' } & Network)
  | ({ readonly sec: 'userpin' } & User)
  | ({ readonly sec: 'usernetwpin' } & Network & User)
  /** `pin` is the first half of what the user keys in; the message decides the other. */
  | ({ readonly sec: 'userpinmac' } & User)

/** `userCode` is what the user must be told, over another way than the message. */
export type CpProtected = { readonly sec: number; readonly mac?: string; readonly userCode?: Secret<string> }

export function protectCp(body: Uint8Array, security: CpSecurity, hmac: HmacSha1): CpProtected {
  const sec = cpSecCodes[security.sec]
  if (security.sec === 'userpinmac') return { sec, userCode: userCodeOf(security.pin, body, hmac) }
  return { sec, mac: macOf(hmac, keyOf(security), body) }
}

/** What a device checks with what it and its user know. Without SEC there is nothing to check, so it is no. */
export function isProtectedCp({ sec, mac, body }: PushPdu, security: CpSecurity, hmac: HmacSha1): boolean {
  if (sec !== cpSecCodes[security.sec] || security.sec === 'userpinmac' || mac === undefined) return false
  return isSameMac(mac, macOf(hmac, keyOf(security), body))
}

/** ProvCont 1.1, 4.3: USERPINMAC carries no MAC; the code that the user keys in is proof. */
export function isUserCode(code: Secret<string>, body: Uint8Array, hmac: HmacSha1): boolean {
  const keyed = code.reveal()
  if (!/^(\d\d){5,}$/.test(keyed) || keyed.length > longestCode) return false
  return isSame(utf8(keyed), utf8(wholeCode(keyed.slice(0, keyed.length / 2), body, hmac)))
}

function keyOf(security: Exclude<CpSecurity, { sec: 'userpinmac' }>): Uint8Array {
  switch (security.sec) {
    case 'netwpin':
      return networkKeyOf(security.imsi, security.imsiForm)
    case 'userpin':
      return utf8(security.pin.reveal())
    case 'usernetwpin':
      return concat(networkKeyOf(security.imsi, security.imsiForm), utf8(security.pin.reveal()))
  }
}

/** Both halves equal, ten digits at least. SHA-1 gives twenty. */
const shortestHalf = 5
const longestCode = 40

function userCodeOf(pin: Pin, body: Uint8Array, hmac: HmacSha1): Secret<string> {
  const first = pin.reveal()
  const reason = `the first half of a USERPINMAC code is ${shortestHalf} digits or more`
  if (first.length < shortestHalf) throw new Failed({ code: 'request.invalid', path: 'pin', reason })
  return secret(wholeCode(first, body, hmac))
}

/** A digit for each byte of the MAC, as many as the first half has. */
const wholeCode = (first: string, body: Uint8Array, hmac: HmacSha1): string =>
  first + Array.from(hmac(utf8(first), body).subarray(0, first.length), (byte) => byte % 10).join('')

export const needsOfCp: Readonly<Record<CpSec, { readonly imsi: boolean; readonly pin: boolean }>> = {
  netwpin: { imsi: true, pin: false },
  userpin: { imsi: false, pin: true },
  usernetwpin: { imsi: true, pin: true },
  userpinmac: { imsi: false, pin: true },
}
