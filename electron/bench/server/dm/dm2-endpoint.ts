// POST /dm in JSON: sessions of OMA DM 2.0, one for each device, which every package proves anew.
import { Failed } from '../../../../shared/failure'
import type { ServerAccount } from '../../../../shared/message/account'
import { boundaryIn, readParts } from '../../../../shared/session/dm2/multipart'
import {
  initiationMedia,
  type Package3,
  readPackage1,
  readPackage3,
  requestMedia,
  responseMedia,
  writePackage2,
} from '../../../../shared/session/dm2/packages'
import type { Told } from './dm1-session'
import { type Dm2Programme, type Dm2Reply, type Dm2ServerSession, goOnDm2, openDm2 } from './dm2-session'
import { keepNewest } from './keep-newest'
import type { SignIns } from './sign-in'
import type { Answer, Visit } from './visit'

export type Dm2Deps = {
  readonly accountOf: (devId: string) => ServerAccount | undefined
  readonly told: (serverId: string, devId: string, what: readonly Told[]) => void
  readonly signIns: SignIns
  readonly programmeFor: (account: ServerAccount) => Dm2Programme
}

export const isDm2Media = (media: string): boolean =>
  [initiationMedia, responseMedia, 'multipart/form-data'].includes(media)

export function createDm2Endpoint(deps: Dm2Deps): (visit: Visit, body: Uint8Array) => Answer {
  const sessions = new Map<string, Dm2ServerSession>()
  return (visit, body) => {
    const devId = visit.headers['omadm-devid'] ?? ''
    const account = deps.accountOf(devId)
    // A device that nobody registered is asked to sign in like one whose password is wrong.
    if (account === undefined || !deps.signIns.isProven(visit.shown, devId, account.client))
      return { status: 401, headers: { 'www-authenticate': deps.signIns.challenges() } }
    const reply = replyTo(visit, body, sessions.get(devId), deps.programmeFor(account))
    if (reply === undefined) return { status: 400 }
    sessions.delete(devId)
    if (reply.session) sessions.set(devId, reply.session)
    keepNewest(sessions)
    deps.told(account.id, devId, reply.told)
    return { status: 200, headers: { 'content-type': requestMedia }, body: writePackage2(reply.commands) }
  }
}

/** Undefined for a package that does not read, and for an answer to nothing. */
function replyTo(
  visit: Visit,
  body: Uint8Array,
  session: Dm2ServerSession | undefined,
  programme: Dm2Programme,
): Dm2Reply | undefined {
  try {
    if (visit.media === initiationMedia) {
      readPackage1(body)
      return openDm2(programme)
    }
    return session && goOnDm2(session, package3In(visit, body), programme)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}

/** Appendix F: with data, it is the first part of a form. */
function package3In({ headers }: Visit, body: Uint8Array): Package3 {
  const boundary = boundaryIn(headers['content-type'] ?? '')
  const first = boundary === undefined ? body : readParts(body, boundary)[0]?.body
  return readPackage3(first ?? new Uint8Array())
}
