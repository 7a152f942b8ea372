// A session with one of the device's servers, in the protocol of its account.
import { hex } from '../bytes'
import type { Conversation } from '../http/exchange'
import type { SignIn } from '../http/sign-in'
import type { Md5 } from '../notification/dm1'
import { dm1Session } from '../session/dm1/client'
import { dm1Wbxml } from '../session/dm1/message'
import { bootstrapComplete, clientInitiated, serverInitiated } from '../session/dm2/alert'
import { dm2Session } from '../session/dm2/client'
import type { UriValues } from '../session/dm2/server-uri'
import type { SessionEnd } from '../session/ended'
import { type DeviceInfo, devInfoMoid, dm1Info, dm2Info } from './device-info'
import type { OwnAccount } from './kept-accounts'
import type { Made, SessionCause } from './sequence'

export type SessionDeps = {
  readonly info: DeviceInfo
  /** What the device puts into a ServerURI. */
  readonly values: UriValues
  readonly md5: Md5
  readonly hashes: SignIn['hashes']
  /** As many bytes by chance. */
  readonly random: (count: number) => Uint8Array
  readonly keep: (made: Made) => void
}

const maxMsgSize = 16 * 1024

export function openSession(
  { protocol, account, stored }: OwnAccount,
  { objects, standing }: Required<Made>,
  cause: SessionCause,
  deps: SessionDeps,
): Conversation<SessionEnd> {
  const { info, values, keep } = deps
  const serverId = account.id
  const digest = { hashes: deps.hashes, nonce: () => hex(deps.random(8)) }
  if (protocol === 'dm2') {
    const tree = {
      own: [{ moid: devInfoMoid, miid: 'm1', root: 'DevInfo', tree: dm2Info(info) }],
      objects,
      serverId: stored.owner ?? serverId,
      // Who has no account any more has no say either.
      standing: standing.filter((one) => objects.some(({ owner }) => owner === one.serverId)),
    }
    const boundary = () => `part-${hex(deps.random(12))}`
    const order = { url: account.url, alert: alertFor(cause), values, tree }
    return dm2Session(account, order, { digest, boundary, keep: (objects, standing) => keep({ objects, standing }) })
  }
  const order = {
    url: account.url,
    devId: info.devId,
    sessionId: sessionIdFor(cause, deps.random),
    alert: cause === undefined ? 1201 : 1200,
    media: dm1Wbxml,
    maxMsgSize,
    tree: { info: dm1Info(info), objects, serverId },
  } as const
  return dm1Session(account, order, {
    ...{ md5: deps.md5, nonce: () => deps.random(16), digest },
    keep: (objects) => keep({ objects }),
  })
}

/** DM 2.0, appendix D. */
function alertFor(cause: SessionCause) {
  if (cause === undefined) return bootstrapComplete
  if (!('notificationId' in cause) || cause.notificationId === undefined) return clientInitiated
  return serverInitiated(cause.notificationId)
}

/** DM Notification 1.2, 6.2.2.10: of the notification, or one of its own; hex digits without zeros in front. */
function sessionIdFor(cause: SessionCause, random: (count: number) => Uint8Array): string {
  if (cause !== undefined && 'sessionId' in cause) return cause.sessionId
  const [high = 0, low = 0] = random(2)
  return (high * 256 + low || 1).toString(16).toUpperCase()
}
