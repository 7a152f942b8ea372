// A station's outbox beside a DM Server that can be made to answer anything.
import type { Call } from '../../../electron/server/call'
import type { Answer } from '../../../electron/server/exchange'
import { Failed } from '../../../shared/failure'
import { freshFolder, openTestOutbox, openTestServer } from '../../support/registration-world'

export const { signal }: { readonly signal: AbortSignal } = new AbortController()
export const hourMs = 3_600_000

export function world(random = () => 0) {
  const dir = freshFolder()
  const clock = { now: 1_800_000_000_000 }
  const server = openTestServer(dir, () => clock.now)
  const calls: string[] = []
  const line: { answer?: (call: Call) => Promise<Answer> } = {}
  const send = async (call: Call): Promise<Answer> => {
    calls.push(`${call.method} ${call.path.replace(/[0-9a-f-]{36}/, 'ID')}`)
    return (line.answer ?? server.handle)(call)
  }
  return { clock, server, calls, line, ...openTestOutbox(dir, () => clock.now, random, send) }
}

export const away = async (): Promise<never> => {
  throw new Failed({ code: 'server.unreachable', reason: 'nothing listens at the address' })
}
export const refusing =
  (status: number, type: string, headers: Record<string, string> = {}) =>
  async (): Promise<Answer> => ({
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type: `urn:bootstation:problem:${type}`, title: 'No', status }),
  })
