// Reads what a station sent: bounded, JSON, of the expected form.
import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { maxBodyBytes } from '../../server/wire'
import { problem, type Reply } from './problem'

export type Read<T> = { readonly is: 'read'; readonly value: T; readonly json: unknown }
export type Refused = { readonly is: 'refused'; readonly reply: Reply }

/** The body, or the answer to one that is too long, not JSON or not what was asked for. */
export async function readBody<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<Read<T> | Refused> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refused(problem('not-json'))
  const text = await boundedText(request)
  if (text === undefined) return refused(problem('body-too-large'))
  const json = jsonOf(text)
  if (json === undefined) return refused(problem('request-malformed'))
  const parsed = schema.safeParse(json)
  if (parsed.success) return { is: 'read', value: parsed.data, json }
  const [issue] = parsed.error.issues
  return refused(problem('request-invalid', issue && `${issue.path.join('.')}: ${issue.message}`))
}

const refused = (reply: Reply): Refused => ({ is: 'refused', reply })

async function boundedText(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return undefined
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue
    sizeBytes += chunk.length
    if (sizeBytes > maxBodyBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
