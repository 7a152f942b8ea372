// What a device answers to a message of the server: of our proof, of each wish, and what it found.
import type { Command, Item, Numbered, Status } from '../../../../shared/session/dm1/command'
import type { Message } from '../../../../shared/session/dm1/message'
import { status } from '../../../../shared/session/dm1/perform'
import { methodNamed } from '../../../../shared/session/dm1/proof'
import type { Dm1ServerSession } from './dm1-session'
import type { Facts } from './programme'

export type HeardStatuses = {
  readonly session: Dm1ServerSession
  readonly isChallenged: boolean
  readonly isRefused: boolean
}

/** What the device says of our message and of each wish, what it found, and what it says of itself. */
export function hearStatuses(session: Dm1ServerSession, { commands }: Message): HeardStatuses {
  const own = commands.map(({ command }) => command).find(isAbout(session))
  const isRefusal = own?.code === status.wrongCredentials || own?.code === status.missingCredentials
  const server = own ? proofAfter(session.server, own, isRefusal) : session.server
  const nonces = server.prover ? { ...session.nonces, server: server.prover.nonce } : session.nonces
  const canAnswer = session.server.state !== 'challenged' && server.state === 'challenged'
  // What was turned away is asked again: its status is none.
  const facts = factsIn(isRefusal ? { ...session, waiting: new Map() } : session, commands)
  return { session: { ...session, server, nonces, facts }, isChallenged: isRefusal, isRefused: isRefusal && !canAnswer }
}

const isAbout =
  ({ msgId }: Dm1ServerSession) =>
  (command: Command): command is Status =>
    command.is === 'Status' && command.cmdRef === '0' && command.msgRef === String(msgId - 1)

function proofAfter({ prover, state }: Dm1ServerSession['server'], { code, chal }: Status, isRefusal: boolean) {
  if (prover === undefined) return { state: 'proven' } as const
  const next = { ...prover, nonce: chal?.nextNonce ?? prover.nonce }
  const canAnswer = chal !== undefined && methodNamed(chal.type) === prover.method
  if (isRefusal) return { prover: next, state: canAnswer ? 'challenged' : state } as const
  return { prover: next, state: code === status.accepted ? 'proven' : 'open' } as const
}

function factsIn({ waiting, facts }: Dm1ServerSession, commands: readonly Numbered[]): Facts {
  const values = new Map(facts.values)
  const statuses = new Map(facts.statuses)
  for (const { command } of commands) {
    if (command.is === 'Status') {
      const wish = waiting.get(command.cmdRef)
      if (wish !== undefined) statuses.set(wish.uri, command.code)
    }
    if (command.is === 'Results' || command.is === 'Replace')
      for (const item of command.items) if (item.source !== undefined) values.set(item.source, textOf(item))
  }
  return { values, statuses }
}

const textOf = ({ data = '' }: Item): string => {
  if (typeof data === 'string') return data
  return data instanceof Uint8Array ? new TextDecoder().decode(data) : ''
}
