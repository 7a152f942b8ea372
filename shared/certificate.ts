// The station's certificate for its DM Server, as a page tells it and asks for it. No key and no secret is ever told.
import { z } from 'zod'
import { Failure } from './failure'

/** Where what opens the key lies: the computer's keychain, a file, a variable of the environment, or the key is in clear. */
export const Custody = z.enum(['keychain', 'passphrase-file', 'passphrase-variable', 'plain'])
export type Custody = z.infer<typeof Custody>

export const CertificateTold = z.object({
  /** Who gave it out: a training bench, the DM Server by enrolment, somebody by hand. */
  by: z.enum(['bench', 'enrolment', 'hand', 'nobody']),
  server: z.string().optional(),
  /** By this station's clock. `renewsAt` is absent where nobody renews it by itself. */
  held: z.object({ name: z.string(), from: z.number(), until: z.number(), renewsAt: z.number().optional() }).optional(),
  /** Why it cannot be used now. */
  failure: Failure.optional(),
  custody: Custody.optional(),
  /** The file of the key, and that of what opens it. */
  places: z.array(z.string()),
  /** The keychain of this computer, by the name it has there; absent where it has none that this program can use. */
  keychain: z.string().optional(),
  /** False until the next start of the station. */
  isInUse: z.boolean(),
})
export type CertificateTold = Readonly<z.infer<typeof CertificateTold>>

const Path = z.string().min(1).max(4096)

export const EnrolmentAsked = z.object({
  url: z.url({ protocol: /^https$/ }),
  /** PEM file of the authorities that the server is known by. */
  ca: Path,
  /** `name:secret`, good once. */
  secretLine: z.string().min(1).max(256),
  custody: z.discriminatedUnion('in', [
    z.object({ in: z.literal('keychain') }),
    z.object({ in: z.literal('passphrase-file'), path: Path }),
    /** On a training bench only. */
    z.object({ in: z.literal('plain') }),
  ]),
})
export type EnrolmentAsked = Readonly<z.infer<typeof EnrolmentAsked>>
