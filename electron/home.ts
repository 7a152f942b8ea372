import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** Where a station keeps everything: `BOOTSTATION_HOME`, else `${XDG_DATA_HOME:-~/.local/share}/bootstation`. */
export const homeOf = (env: NodeJS.ProcessEnv): string =>
  env.BOOTSTATION_HOME || join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'bootstation')

/** What a key on disk is wrapped with: the first line of a file, a variable of the environment, a file that the keychain sealed. */
export const Passphrase = z.union([
  z.strictObject({ file: z.string() }),
  z.strictObject({ env: z.string() }),
  z.strictObject({ keychain: z.string() }),
])
export type Passphrase = z.infer<typeof Passphrase>

/** How to reach a DM Server: its address and the PEM files of a mutual TLS connection, which may be one file. */
export const ServerAccess = z.object({
  url: z.url({ protocol: /^https$/ }),
  ca: z.string(),
  cert: z.string(),
  key: z.string(),
  passphrase: Passphrase.optional(),
  /** Where the certificate is renewed, in time and unasked; nowhere without it. */
  enrolment: z.url({ protocol: /^https$/ }).optional(),
})
export type ServerAccess = z.infer<typeof ServerAccess>

/** A certificate, or several from the leaf on, and its key: PEM files. */
export const PemPair = z.object({ cert: z.string(), key: z.string() })

/** `bench.json` in the home of a running bench: its ready line, and what its own commands and stations need besides. */
export const BenchFile = z.object({
  ready: z.literal(true),
  pid: z.number(),
  /** That process, told apart from a later one with its number. */
  owner: z.string().optional(),
  readers: z.array(z.string()),
  /** Absent where pcscd cannot be had: the bench's cards are then reached over `control`. */
  pcsc: z.object({ socket: z.string() }).optional(),
  server: ServerAccess,
  adm: z.string(),
  template: z.string(),
  control: z.string(),
  batchKey: z.string(),
  factory: PemPair.optional(),
  /** The bench's message centre (SMPP 3.4); the password is in a file of its own. */
  smpp: z.object({ host: z.string(), port: z.number(), systemId: z.string(), passwordFile: z.string() }).optional(),
  /** Where one sees devices arrive: a page on this machine. */
  arrivals: z.url().optional(),
})
export type BenchFile = z.infer<typeof BenchFile>

export const pathsOf = (home: string) => ({
  database: join(home, 'station.db'),
  intake: join(home, 'intake.db'),
  tillToken: join(home, 'intake', 'till.token'),
  networkKey: join(home, 'intake', 'network.key'),
  benchPhone: join(home, 'bench', 'phone.jsonl'),
  settings: join(home, 'station.json'),
  credential: join(home, 'server.pem'),
  sealedPhrase: join(home, 'server.phrase'),
  choices: join(home, 'choices.json'),
  templates: join(home, 'templates'),
  receiptKey: join(home, 'receipt.key'),
  /** Seals the secrets of lists until their devices are done. */
  rowKey: join(home, 'rows.key'),
  receipts: join(home, 'receipts'),
  /** Shift reports as PDF. */
  reports: join(home, 'reports'),
  traces: join(home, 'traces'),
  kept: join(home, 'kept'),
  benchFile: join(home, 'bench.json'),
  bench: join(home, 'bench'),
})
