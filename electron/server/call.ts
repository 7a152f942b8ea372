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
  const deadline = AbortSignal.timeout(line.deadlineMs)
  const signal = call.signal ? AbortSignal.any([call.signal, deadline]) : deadline
  const send = () => exchange(line.agent, url, credentials, call, signal)
  try {
    let answer = await send()
    // Kept connections that the server had closed meanwhile. Every request here is harmless twice.
    while (answer === 'stale') answer = await send()
    return parseAnswer(answer, schema, line.now())
  } catch (error) {
    if (error instanceof Failed) throw error
    if (call.signal?.aborted) throw new Failed({ code: 'job.cancelled' })
    if (deadline.aborted) throw late(line.deadlineMs)
    throw transportFailure(error)
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
