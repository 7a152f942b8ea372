// What protects a DM 1.2 bootstrap message over the air: OMA DM Security 1.2, 5.7.2. Not the keys of CP: see USERPIN_NETWORKID.
import { concat } from '../bytes'
import { utf8 } from '../utf8'
import { type Imsi, type ImsiForm, networkKeyOf } from './imsi'
import { type HmacSha1, isSameMac, macOf } from './mac'
import type { PushPdu } from './pdu'
import type { Pin } from './pin'
import { type Dm1Sec, dm1SecCodes } from './sec-code'

type Network = { readonly imsi: Imsi; readonly imsiForm: ImsiForm }
type User = { readonly pin: Pin }

export type Dm1Security =
  | ({ readonly sec: 'networkid' } & Network)
  | ({ readonly sec: 'userpin' } & User)
  | ({ readonly sec: 'userpin-networkid' } & Network & User)

export type Dm1Protected = { readonly sec: number; readonly mac: string }

export const protectDm1 = (body: Uint8Array, security: Dm1Security, hmac: HmacSha1): Dm1Protected => ({
  sec: dm1SecCodes[security.sec],
  mac: macOf(hmac, keyOf(security), body),
})

/** What a device checks with what it and its user know. Without SEC and MAC there is nothing to check, so it is no. */
export function isProtectedDm1({ sec, mac, body }: PushPdu, security: Dm1Security, hmac: HmacSha1): boolean {
  if (sec !== dm1SecCodes[security.sec] || mac === undefined) return false
  return isSameMac(mac, macOf(hmac, keyOf(security), body))
}

function keyOf(security: Dm1Security): Uint8Array {
  switch (security.sec) {
    case 'networkid':
      return networkKeyOf(security.imsi, security.imsiForm)
    case 'userpin':
      return utf8(security.pin.reveal())
    case 'userpin-networkid':
      // 5.7.2.3.3: PIN, colon, network secret; CP puts the network first and no colon.
      return concat(utf8(`${security.pin.reveal()}:`), networkKeyOf(security.imsi, security.imsiForm))
  }
}

export const needsOfDm1: Readonly<Record<Dm1Sec, { readonly imsi: boolean; readonly pin: boolean }>> = {
  networkid: { imsi: true, pin: false },
  userpin: { imsi: false, pin: true },
  'userpin-networkid': { imsi: true, pin: true },
}
