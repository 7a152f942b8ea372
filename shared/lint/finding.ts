import { z } from 'zod'
import { Format } from '../message/format'

// Everything lint can find. Facts only; the words are in text/.
/** The gravest first. */
export const levels = ['error', 'warning', 'note'] as const

const server = z.string()
const who = z.enum(['client', 'server'])
const facts = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => ({
  level: z.enum(levels),
  path: z.string(),
  facts: z.object(shape),
})

export const Finding = z.discriminatedUnion('code', [
  z.object({ code: z.literal('client-missing'), ...facts({ server }) }),
  z.object({ code: z.literal('no-sign-in'), ...facts({ server }) }),
  z.object({ code: z.literal('nonce-missing'), ...facts({ server, who, type: z.string() }) }),
  z.object({ code: z.literal('secret-in-clear'), ...facts({ server, who, type: z.string() }) }),
  z.object({ code: z.literal('level-unfit'), ...facts({ server, who, type: z.string() }) }),
  z.object({ code: z.literal('secret-unused'), ...facts({ server, who, type: z.string() }) }),
  z.object({ code: z.literal('windows-both'), ...facts({ server }) }),
  z.object({ code: z.literal('windows-digest'), ...facts({ server, type: z.string() }) }),
  z.object({ code: z.literal('secret-not-text'), ...facts({ server }) }),
  z.object({ code: z.literal('same-for-all'), ...facts({ server }) }),
  z.object({ code: z.literal('secret-repeated'), ...facts({ server, first: z.string() }) }),
  z.object({ code: z.literal('secret-short'), ...facts({ server, bytes: z.number() }) }),
  z.object({ code: z.literal('secret-guessable'), ...facts({ server }) }),
  z.object({ code: z.literal('no-tls'), ...facts({ server, url: z.string() }) }),
  z.object({ code: z.literal('port-disagrees'), ...facts({ server, port: z.string() }) }),
  z.object({ code: z.literal('address-is-ip'), ...facts({ server, address: z.string() }) }),
  z.object({ code: z.literal('trust-not-said'), ...facts({ server }) }),
  z.object({ code: z.literal('certificate-ended'), ...facts({ server, at: z.string() }) }),
  z.object({ code: z.literal('certificate-early'), ...facts({ server, at: z.string() }) }),
  z.object({ code: z.literal('address-type'), ...facts({ address: z.string(), type: z.string() }) }),
  z.object({ code: z.literal('proxy-port'), ...facts({ address: z.string(), port: z.string() }) }),
  z.object({ code: z.literal('port-unfit'), ...facts({ port: z.string() }) }),
  z.object({ code: z.literal('access-point-missing'), ...facts({ format: z.string() }) }),
  z.object({ code: z.literal('apn-unusual'), ...facts({ apn: z.string() }) }),
  z.object({ code: z.literal('vendor-config'), ...facts({}) }),
  z.object({ code: z.literal('session-in-file'), ...facts({ server }) }),
  z.object({ code: z.literal('right-unknown'), ...facts({ server, moid: z.string(), near: z.string().optional() }) }),
  z.object({ code: z.literal('device-type'), ...facts({ type: z.string(), types: z.string() }) }),
  z.object({ code: z.literal('device-tac'), ...facts({ tac: z.string() }) }),
  z.object({ code: z.literal('dev-id-not-reported'), ...facts({ devId: z.string(), reports: z.string() }) }),
  z.object({ code: z.literal('dev-id-spelling'), ...facts({ devId: z.string(), reports: z.string() }) }),
  z.object({ code: z.literal('reports-unfit'), ...facts({ reports: z.string(), types: z.string() }) }),
  z.object({ code: z.literal('too-large'), ...facts({ needBytes: z.number(), haveBytes: z.number() }) }),
  z.object({ code: z.literal('card-holds-other'), ...facts({ onCard: z.string(), format: z.string() }) }),
  z.object({ code: z.literal('variable-unused'), ...facts({ name: z.string() }) }),
  z.object({ code: z.literal('proof-not-carried'), ...facts({ server, fields: z.string() }) }),
  z.object({ code: z.literal('access-point-not-carried'), ...facts({ server, accessPoint: z.string() }) }),
  z.object({ code: z.literal('rights-not-carried'), ...facts({ server, format: Format }) }),
  z.object({ code: z.literal('notification-not-carried'), ...facts({ server, format: Format }) }),
  z.object({ code: z.literal('proxy-not-carried'), ...facts({ server, format: Format, proxy: z.string() }) }),
  z.object({ code: z.literal('windows-not-carried'), ...facts({ server, format: Format }) }),
  z.object({ code: z.literal('session-not-carried'), ...facts({ server, format: Format }) }),
  z.object({ code: z.literal('login-not-carried'), ...facts({ accessPoint: z.string(), format: Format }) }),
  z.object({ code: z.literal('part-not-carried'), ...facts({ part: z.enum(['proxies', 'cp']), format: Format }) }),
  z.object({ code: z.literal('key-missing'), ...facts({}) }),
  z.object({ code: z.literal('not-made'), ...facts({ reason: z.string() }) }),
])
export type Finding = z.infer<typeof Finding>
export type FindingCode = Finding['code']

type FindingByCode = { readonly [Code in FindingCode]: Extract<Finding, { code: Code }> }
export type FindingOf<Code extends FindingCode> = FindingByCode[Code]

/** In one line, for lists that travel as text: `trust-not-said: servers.0.trust {"server":"dm.example"}`. */
export const toldOf = ({ code, path, facts }: Finding): string => `${code}: ${path} ${JSON.stringify(facts)}`

/** The finding of such a line; undefined if it is another line. */
export function findingOf(told: string): Finding | undefined {
  const [, code, path, facts] = /^([a-z-]+): (\S*) (\{.*\})$/.exec(told) ?? []
  if (facts === undefined) return undefined
  const found = Finding.safeParse({ code, path, level: 'warning', facts: parsed(facts) })
  return found.success ? found.data : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
