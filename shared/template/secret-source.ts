import { z } from 'zod'
import { secret } from '../secret'
import { kebab, line } from './field'

/** How a secret comes from the batch key: HMAC-SHA256 cut to 128 bits, or HKDF-SHA256 (RFC 5869) with 256 bits. */
export const kdfs = ['hmac-sha256', 'hkdf-sha256'] as const
export type Kdf = (typeof kdfs)[number]
export const usualKdf: Kdf = 'hmac-sha256'

const secretIs = 'must be {"fixed": "…"}, {"variable": "name"} or {"derived": "purpose"}'
/** Where a secret comes from: written here, asked for, a column of the device's row, or derived from the batch key. */
export const SecretSource = z.union(
  [
    z.strictObject({ fixed: z.string().min(1).max(10_240).transform(secret) }),
    z.strictObject({ variable: z.string() }),
    z.strictObject({ column: line }),
    // The usual one need not be named, and naming it makes no other template.
    z.strictObject({
      derived: kebab,
      kdf: z
        .enum(kdfs)
        .optional()
        .transform((kdf) => (kdf === usualKdf ? undefined : kdf)),
    }),
  ],
  { error: secretIs },
)
export type SecretSource = z.infer<typeof SecretSource>
