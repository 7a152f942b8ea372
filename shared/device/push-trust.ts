// Whether a bootstrap message that came over the air proves who sent it: OMA ProvCont 1.1, 4.3; OMA DM Security 1.2, 5.7.
import { type CpSecurity, isProtectedCp, isUserCode } from '../push/cp-security'
import { type Dm1Security, isProtectedDm1 } from '../push/dm1-security'
import type { Imsi, ImsiForm } from '../push/imsi'
import type { HmacSha1 } from '../push/mac'
import type { PushPdu } from '../push/pdu'
import type { Pin } from '../push/pin'
import { cpSecCodes, dm1SecCodes } from '../push/sec-code'
import type { Secret } from '../secret'

/** What the device and its user know, to tell whether a push is meant for them. */
export type PushKeys = {
  readonly imsi?: Imsi | undefined
  readonly imsiForm: ImsiForm
  readonly pin?: Pin | undefined
  /** What the user keyed in for a message without a MAC (USERPINMAC). */
  readonly userCode?: Secret<string> | undefined
}

export type PushTrust = { readonly keys: PushKeys; readonly hmac: HmacSha1 }

const unprotected = 'nothing in it proves who sent it'
const wrongMac = 'its MAC is wrong'

/** Why it is not trusted; undefined if it is. */
export function doubtOfCp(pdu: PushPdu, { keys, hmac }: PushTrust): string | undefined {
  if (pdu.sec === undefined) return unprotected
  if (pdu.sec === cpSecCodes.userpinmac)
    return keys.userCode && isUserCode(keys.userCode, pdu.body, hmac)
      ? undefined
      : 'the code for it is missing or wrong'
  const security = cpSecurityFor(pdu.sec, keys)
  if (security === undefined) return 'the device does not know what its MAC is made of'
  return isProtectedCp(pdu, security, hmac) ? undefined : wrongMac
}

function cpSecurityFor(sec: number, { imsi, imsiForm, pin }: PushKeys): CpSecurity | undefined {
  if (sec === cpSecCodes.netwpin) return imsi && { sec: 'netwpin', imsi, imsiForm }
  if (sec === cpSecCodes.userpin) return pin && { sec: 'userpin', pin }
  return sec === cpSecCodes.usernetwpin && imsi && pin ? { sec: 'usernetwpin', imsi, imsiForm, pin } : undefined
}

export function doubtOfDm1(pdu: PushPdu, { keys, hmac }: PushTrust): string | undefined {
  if (pdu.sec === undefined) return unprotected
  const security = dm1SecurityFor(pdu.sec, keys)
  if (security === undefined) return 'the device does not know what its MAC is made of'
  return isProtectedDm1(pdu, security, hmac) ? undefined : wrongMac
}

function dm1SecurityFor(sec: number, { imsi, imsiForm, pin }: PushKeys): Dm1Security | undefined {
  if (sec === dm1SecCodes.networkid) return imsi && { sec: 'networkid', imsi, imsiForm }
  if (sec === dm1SecCodes.userpin) return pin && { sec: 'userpin', pin }
  return sec === dm1SecCodes['userpin-networkid'] && imsi && pin
    ? { sec: 'userpin-networkid', imsi, imsiForm, pin }
    : undefined
}
