// GET /bootstrap: a device asks for its first account (OMA DM Protocol 2.0, 8.3). Its DevID, MCC and MNC are no secret to
// anyone, so they earn none: the device shows what it was given at the factory, to HTTP or to TLS, or a certificate, or gets nothing.
import type { Credential } from '../../../../shared/message/account'
import { objectMedia } from '../../../../shared/session/dm2/packages'
import { bootstrapKeyName } from '../../../psk'
import type { SignIns } from './sign-in'
import type { Answer, Visit } from './visit'

export type BootstrapDeps = {
  readonly isKnown: (devId: string) => boolean
  readonly requesterOf: (devId: string) => Pick<Credential, 'name' | 'secret'> | undefined
  readonly messageOf: (devId: string) => Uint8Array | undefined
  readonly signIns: SignIns
}

export function answerBootstrap(visit: Visit, { isKnown, requesterOf, messageOf, signIns }: BootstrapDeps): Answer {
  const devId = visit.query.get('DevID') ?? ''
  if (devId === '' || (visit.headers['omadm-devid'] ?? devId) !== devId) return { status: 400 }
  if (!isAcceptable(visit.headers.accept)) return { status: 406 }
  const isProven =
    visit.shown.certified === bootstrapKeyName(devId) || signIns.isProven(visit.shown, devId, requesterOf(devId))
  if (!isProven) return { status: 401, headers: { 'www-authenticate': signIns.challenges() } }
  const message = isKnown(devId) ? messageOf(devId) : undefined
  return message === undefined
    ? { status: 404 }
    : { status: 200, headers: { 'content-type': objectMedia }, body: message }
}

const isAcceptable = (accept = '*/*'): boolean => /application\/(dmmo\+json|\*)|\*\/\*/.test(accept)
