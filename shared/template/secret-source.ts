import { z } from 'zod'
import { secret } from '../secret'
import { kebab, line } from './field'

/** How a secret comes from the batch key: HMAC-SHA256 cut to 128 bits, or HKDF-SHA256 (RFC 5869) with 256 bits. */
export const kdfs = ['hmac-sha256', 'hkdf-sha256'] as const
export type Kdf = (typeof kdfs)[number]
export const usualKdf: Kdf = 'hmac-sha256'

const secretIs = 'must be {"derived": "purpose"}, {"variable": "name"}, {"column": "name"} or {"fixed": "…"}'
/** Where a secret comes from: written here, asked for, a column of the device's row, or derived from the batch key. */
export const SecretSource = z.union(
  [
    z.strictObject({
      fixed: z.string().min(1).max(10_240).describe('The secret itself, the same for every device.').transform(secret),
    }),
    z.strictObject({ variable: z.string().describe('The name of a variable of type secret.') }),
    z.strictObject({ column: line.describe('The name of a column of the device’s row.') }),
    // The usual one need not be named, and naming it makes no other template.
    z.strictObject({
      derived: kebab.describe(
        'A word for the purpose; the secret comes from the batch key, over server, purpose and device.',
      ),
      kdf: z
        .enum(kdfs)
        .describe('hmac-sha256 gives 128 bits and need not be said, hkdf-sha256 gives 256.')
        .optional()
        .transform((kdf) => (kdf === usualKdf ? undefined : kdf)),
    }),
  ],
  { error: secretIs },
)
export type SecretSource = z.infer<typeof SecretSource>
