// One request to the DM Server: from PEM files and a body to a parsed answer, within a deadline.
import type { Agent } from 'node:https'
import type { z } from 'zod'
import { Failed } from '../../shared/failure'
import type { ServerAccess } from '../home'
import { parseAnswer } from './answer'
import { readCredentials } from './credentials'
import { exchange } from './exchange'
import { transportFailure } from './transport'

export type Call = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal | undefined
}

export type Line = {
  readonly access: ServerAccess
  readonly agent: Agent
  readonly deadlineMs: number
  readonly now: () => number
}

/** Sends one request and reads its answer. Fails as `createDmServerClient` says. */
export async function ask<T>(line: Line, schema: z.ZodType<T>, call: Call): Promise<T> {
  const url = urlOf(line.access.url, call.path)
  const credentials = await readCredentials(line.access)
  const deadline = new AbortController()
  const ending = new AbortController()
  const stop = () => ending.abort()
  // A plain timer: Node 20 collects a signal that is made of a timeout, and it never fires.
  const timer = setTimeout(() => {
    deadline.abort()
    stop()
  }, line.deadlineMs)
  call.signal?.addEventListener('abort', stop)
  if (call.signal?.aborted) stop()
  const send = () => exchange(line.agent, url, credentials, call, ending.signal)
  try {
    let answer = await send()
    // Kept connections that the server had closed meanwhile. Every request here is harmless twice.
    while (answer === 'stale') answer = await send()
    return parseAnswer(answer, schema, line.now())
  } catch (error) {
    if (error instanceof Failed) throw error
    if (call.signal?.aborted) throw new Failed({ code: 'job.cancelled' })
    if (deadline.signal.aborted) throw late(line.deadlineMs)
    throw transportFailure(error)
  } finally {
    clearTimeout(timer)
    call.signal?.removeEventListener('abort', stop)
  }
}

function urlOf(base: string, path: string): URL {
  const href = base.endsWith('/') ? base : `${base}/`
  if (!URL.canParse(href) || new URL(href).protocol !== 'https:')
    throw new Failed({ code: 'request.invalid', path: 'server.url', reason: 'not an https address' })
  return new URL(path, href)
}

const late = (deadlineMs: number): Failed =>
  new Failed({ code: 'server.unreachable', reason: `no answer within ${deadlineMs / 1000} s` })
