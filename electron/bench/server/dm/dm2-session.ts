// The server's side of an OMA DM 2.0 session (OMA DM Protocol 2.0, 5.2), without the network: a package in, commands out.
import type { Dm2Command, Package3 } from '../../../../shared/session/dm2/packages'
import type { Told } from './dm1-session'

/** Which package 2 the device has; after the last it gets END. */
export type Dm2ServerSession = { readonly sent: number; readonly hasFailed: boolean }

/** The packages 2 of a session, in order. */
export type Dm2Programme = readonly (readonly Dm2Command[])[]

export type Dm2Reply = {
  readonly session: Dm2ServerSession | undefined
  readonly commands: readonly Dm2Command[]
  readonly told: readonly Told[]
}

/** Looks at the device, and names the account in it. `repository` is where the name lies. */
export const namingProgramme = (serverId: string, repository: string): Dm2Programme => [
  [
    ['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//'],
    ['HGET', repository, `urn:oma:mo:oma-dm-dmacc:1.2/(x)/Name?nv=(x)/SrvID:${serverId}`],
  ],
]

/** Package 1 begins anew, whatever was before: there is no session id. */
export const openDm2 = (programme: Dm2Programme): Dm2Reply => {
  const next = nextOf({ sent: 0, hasFailed: false }, programme)
  return { ...next, told: ['contacted', ...next.told] }
}

/** Package 3 answers the commands of the package before it, one status each. */
export function goOnDm2(session: Dm2ServerSession, { statuses }: Package3, programme: Dm2Programme): Dm2Reply {
  const asked = programme[session.sent - 1]?.length ?? 0
  const hasFailed = session.hasFailed || statuses.length !== asked || statuses.some(({ sc }) => sc >= 300)
  return nextOf({ ...session, hasFailed }, programme)
}

function nextOf(session: Dm2ServerSession, programme: Dm2Programme): Dm2Reply {
  const commands = programme[session.sent]
  if (commands !== undefined) return { session: { ...session, sent: session.sent + 1 }, commands, told: [] }
  return { session: undefined, commands: [['END']], told: [session.hasFailed ? 'aborted' : 'managed'] }
}
