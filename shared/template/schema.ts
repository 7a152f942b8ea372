import { z } from 'zod'
import { isHttps } from '../https'
import { Format } from '../message/format'
import { secret } from '../secret'
import { isVariableName, namesIn } from './text'

const line = z
  .string()
  .min(1)
  .max(10_240)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line without control characters')

const kebab = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case words joined by hyphens, like "operator-basic"')

/** OMA DM nodes and ACLs both carry it: only characters that need no escape in either (DM 2.0, 6.3.1). */
export const serverId = /^[A-Za-z0-9._~-]{1,64}$/
export const serverIdIs = 'must be 1 to 64 letters, digits or . _ ~ -'

export const httpsIs = 'must be an https:// address without user name or [parameters]'

const hasVariables = (text: string): boolean => namesIn(text).length > 0
const idText = line.refine((text) => hasVariables(text) || serverId.test(text), serverIdIs)
const urlText = line.refine((text) => hasVariables(text) || isHttps(text), httpsIs)

const secretIs = 'must be {"fixed": "…"}, {"variable": "name"} or {"derived": "purpose"}'
/** Where a secret comes from: written here, asked for, or derived from the station's batch key. */
export const SecretSource = z.union(
  [
    z.strictObject({ fixed: z.string().min(1).transform(secret) }),
    z.strictObject({ variable: z.string() }),
    z.strictObject({ derived: kebab }),
  ],
  { error: secretIs },
)
export type SecretSource = z.infer<typeof SecretSource>

const CredentialSource = z.strictObject({ name: line, secret: SecretSource, nonce: SecretSource.optional() })
export type CredentialSource = z.infer<typeof CredentialSource>

const Server = z.strictObject({
  id: idText,
  url: urlText,
  name: line,
  rights: z.array(z.string().regex(/^(\*|[!-~]+)$/, 'must be a MOID, or "*" for all')).min(1),
  credentials: z.strictObject({ client: CredentialSource.optional(), server: CredentialSource.optional() }).default({}),
  notification: z.strictObject({ data: line, secret: SecretSource }).optional(),
})
export type ServerTemplate = z.infer<typeof Server>

const Variable = z.strictObject({
  type: z.enum(['text', 'digits', 'url', 'secret']),
  label: line.optional(),
  default: line.optional(),
  pattern: z.string().refine(isPattern, 'must be a regular expression').optional(),
})
export type Variable = z.infer<typeof Variable>

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** A template document, version 1. An unknown field is refused, so that a misspelt one cannot be lost. */
export const Template = z.strictObject({
  bootstation: z.literal(1),
  name: kebab,
  title: line,
  card: z.strictObject({ format: Format }).default({ format: 'dm2' }),
  variables: z
    .record(
      z.string().refine(isVariableName, 'must be a letter, then letters or digits, and not a built-in name'),
      Variable,
    )
    .default({}),
  servers: z.array(Server).min(1),
  accessPoints: z.array(z.strictObject({ id: idText, name: line, apn: line })).default([]),
  sizeLimit: z.number().int().min(1).max(0xffff).optional(),
})
export type Template = z.infer<typeof Template>
