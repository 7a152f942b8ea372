// One request to the DM Server: from PEM files and a body to an answer, within a deadline.

import type { Agent } from 'node:https'
import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import { mostBytes } from '../../shared/registration/schema'
import type { ServerAccess } from '../home'
import { credentialReader } from './credentials'
import { type Answer, exchange } from './exchange'
import type { Keychain } from './passphrase'
import { transportFailure } from './transport'

export type Call = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** No answer is longer; without it, no usual one. */
  readonly mostBytes?: number
  readonly signal?: AbortSignal | undefined
}

/** Sends one request. Fails as `createDmServerClient` says; a status is no failure yet. */
export type Send = (call: Call) => Promise<Answer>

export type Line = {
  readonly access: ServerAccess
  readonly agent: Agent
  readonly deadlineMs: number
  readonly now: () => number
  readonly keychain: Keychain | undefined
}

/** Over HTTPS. The PEM files are read for every request, so renewed ones are taken up. */
export function sendOver({ access, agent, deadlineMs, now, keychain }: Line): Send {
  const readCredentials = credentialReader(access, now, keychain)
  return async (call) => {
    const url = urlOf(access.url, call.path)
    const credentials = await readCredentials()
    const deadline = new AbortController()
    const ending = new AbortController()
    const stop = () => ending.abort()
    // A plain timer: Node 20 collects a signal that is made of a timeout, and it never fires.
    const timer = setTimeout(() => {
      deadline.abort()
      stop()
    }, deadlineMs)
    call.signal?.addEventListener('abort', stop)
    if (call.signal?.aborted) stop()
    const bounded = { ...call, mostBytes: call.mostBytes ?? mostBytes.body }
    const send = () => exchange(agent, url, credentials, bounded, ending.signal)
    try {
      let answer = await send()
      // Kept connections that the server had closed meanwhile. Every request here is harmless twice.
      while (answer === 'stale') answer = await send()
      return answer
    } catch (error) {
      if (error instanceof Failed) throw error
      if (call.signal?.aborted) throw new Failed({ code: 'job.cancelled' })
      if (deadline.signal.aborted) throw late(deadlineMs)
      throw transportFailure(error)
    } finally {
      clearTimeout(timer)
      call.signal?.removeEventListener('abort', stop)
    }
  }
}

function urlOf(base: string, path: string): URL {
  const href = base.endsWith('/') ? base : `${base}/`
  if (!URL.canParse(href) || new URL(href).protocol !== 'https:')
    throw new Failed({ code: 'request.invalid', path: 'server.url', reason: 'not an https address' })
  return new URL(path, href)
}

const late = (deadlineMs: number): Failed =>
  new Failed({ code: 'server.unreachable', reason: because('no answer within {} s', deadlineMs / 1000) })
