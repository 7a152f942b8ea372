import { z } from 'zod'
import { BatchId } from './batch-id'
import { Failure } from './failure'
import { DeviceIdSchema } from './identity/device'
import { Cause } from './intake/cause'
import { Format } from './message/format'
import { Preparation, PreparationStep } from './preparation'
import { References } from './registration/references'
import { RegistrationState } from './registration/state'
import { Green } from './verdict'

/** Phases of the usual job, in order. Each is noted on disk before it begins and when it is done. */
export const phases = ['compose', 'write', 'verify', 'rehearse', 'register'] as const
export const Phase = z.enum([...phases, 'prepare', 'check', 'blank', 'release', 'transfer'])
export type Phase = z.infer<typeof Phase>

/**
 * What a job is for: a card is written, prepared, emptied, bootstrapped anew from whatever it held; or a device alone is
 * made known to the DM Server, given back to it, handed over to another tenant of it.
 */
export const Kind = z.enum(['write', 'prepare', 'blank', 'register', 'rebootstrap', 'release', 'transfer'])
export type Kind = z.infer<typeof Kind>
export const phasesOf: Readonly<Record<Kind, readonly Phase[]>> = {
  write: phases,
  prepare: ['prepare', 'verify'],
  blank: ['write', 'verify'],
  register: ['compose', 'register'],
  rebootstrap: ['compose', 'check', 'blank', 'write', 'verify', 'rehearse', 'release', 'register'],
  release: ['release'],
  transfer: ['transfer'],
}

export const JobId = z
  .string()
  .regex(/^[0-9a-f-]{36}$/)
  .brand('JobId')
export type JobId = z.infer<typeof JobId>
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const TemplateRef = z.object({ name: z.string(), sha256: Sha256 })
export type TemplateRef = z.infer<typeof TemplateRef>

export const Account = z.object({ serverId: z.string(), url: z.string(), name: z.string().optional() })
/** A DM account that a device would have. */
export type Account = z.infer<typeof Account>

/**
 * What was seen on a card and did not stop the job. `torn`: half of a write, of this station or another; `private`: a
 * device asks its user for the PIN; `unlisted`: EF(DIR) does not name the application; `entry-kept`: an entry that
 * others follow was left where it is; `emptied`, `empty-before`: what a job that blanks found to do.
 */
export const Finding = z.enum(['torn', 'private', 'unlisted', 'entry-kept', 'emptied', 'empty-before'])
export type Finding = z.infer<typeof Finding>

/** What a person decides about a device that is somebody else's already. */
export const Resolution = z.enum(['register-again', 'keep-theirs', 'set-aside'])
export type Resolution = z.infer<typeof Resolution>

/** Who decided about a conflict, and why; `by` is an account of this computer. */
const Decided = z.object({ how: Resolution, by: z.string(), reason: z.string() })
export const Decision = Decided.extend({ at: z.string() })
export type Decision = z.infer<typeof Decision>

/** `none` was never asked for, `pending` is in the outbox; from then on it is where the DM Server says it stands. */
export const Registration = z.object({
  state: z.enum(['none', 'pending', ...RegistrationState.options]),
  id: z.string().optional(),
  /** The server's proof: the hash of the request that it holds under the id. */
  requestSha256: Sha256.optional(),
  /** Of two tellings the higher is the newer. */
  version: z.number().optional(),
  attempts: z.number().optional(),
  /** By this station's clock. */
  nextAttemptAt: z.number().optional(),
  /** What kept it from being asked or answered last. */
  trouble: Failure.optional(),
  resolution: Resolution.optional(),
})
export type Registration = z.infer<typeof Registration>

/** What was asked for. Everything a later `job resume` needs, and no secret. */
export const Order = z.object({
  kind: Kind,
  device: DeviceIdSchema.optional(),
  /** Empty where no card is meant. */
  reader: z.string(),
  template: TemplateRef.optional(),
  /** Where the template is, if it was named by its file. */
  templatePath: z.string().optional(),
  format: Format.optional(),
  variables: z.record(z.string(), z.string()),
  add: z.boolean(),
  preparation: Preparation.optional(),
  /** A card that is emptied loses its entries in EF(DODF) too. */
  entries: z.boolean().optional(),
  iccid: z.string().optional(),
  /** Hash of the previewed message; compose refuses another. Absent when nothing was previewed. */
  sha256: Sha256.optional(),
  /** Where the customer's device can be reached, if a person at this station was told. */
  phone: z.string().optional(),
  /** Of the shop that sold it. */
  references: References.optional(),
  /** Whom a device is handed over to: a tenant of the DM Server. */
  to: z.string().optional(),
  /** Absent where a person at this station ordered it. */
  cause: Cause.optional(),
  /** What the message is made for, where that is no card. */
  destination: z.literal('file').optional(),
  /** The batch it is a piece of, and what that batch calls green. */
  batch: BatchId.optional(),
  green: Green.optional(),
  bench: z.boolean(),
})
export type Order = z.infer<typeof Order>

/** What is on disk. A record is the fold of a job's notes and nothing else. */
export const Note = z.discriminatedUnion('note', [
  z.object({ note: z.literal('ordered'), order: Order, owner: z.string() }),
  z.object({ note: z.literal('resumed'), owner: z.string(), reader: z.string() }),
  z.object({ note: z.literal('began'), phase: Phase }),
  z.object({ note: z.literal('card'), iccid: z.string().optional(), atrHex: z.string() }),
  z.object({ note: z.literal('tries'), adm1: z.number().nullable() }),
  z.object({ note: z.literal('done'), phase: Phase, ms: z.number(), detail: z.string().optional() }),
  z.object({
    note: z.literal('composed'),
    sha256: Sha256,
    bytes: z.number(),
    /** What was found about the message and did not stop it. */
    warnings: z.array(z.string()).optional(),
  }),
  z.object({ note: z.literal('found'), findings: z.array(Finding) }),
  z.object({ note: z.literal('prepared'), steps: z.array(PreparationStep) }),
  /** `before`: hashes of the messages there were, which this job is there to replace. */
  z.object({ note: z.literal('touched'), at: z.number(), before: z.array(Sha256).optional() }),
  /** What a device would have had from the card before this job changed it, and which device it was. */
  z.object({ note: z.literal('met'), accounts: z.array(Account), device: DeviceIdSchema.optional() }),
  z.object({ note: z.literal('rehearsed'), accounts: z.array(Account) }),
  z.object({ note: z.literal('commands'), count: z.number() }),
  z.object({
    note: z.literal('registered'),
    id: z.string(),
    state: RegistrationState.optional(),
    version: z.number().optional(),
    requestSha256: Sha256.optional(),
  }),
  /** Where the registration stands; what is not said stays. */
  Registration.extend({ note: z.literal('registration') }),
  Decided.extend({ note: z.literal('decided') }),
  z.object({ note: z.literal('failed'), phase: Phase.optional(), failure: Failure, ms: z.number().optional() }),
  z.object({ note: z.literal('interrupted') }),
  /** The message that it wrote was blanked again. */
  z.object({ note: z.literal('withdrawn') }),
  /** Another job left the card whole, for `device` where it left a message there. */
  z.object({ note: z.literal('finished-by'), job: JobId, device: DeviceIdSchema.optional() }),
  /** A person set its card aside, whatever the job had come to. */
  z.object({ note: z.literal('rejected'), reason: z.string() }),
])
export type Note = z.infer<typeof Note>
export type Noted = { readonly at: number; readonly note: Note }

export const Outcome = z.enum(['running', 'PASS', 'OWED', 'FAIL', 'ERROR', 'CANCELLED', 'INTERRUPTED'])
export type Outcome = z.infer<typeof Outcome>

export const PhaseRecord = z.object({
  name: Phase,
  outcome: z.enum(['waiting', 'running', 'done', 'failed', 'interrupted']),
  ms: z.number().optional(),
  detail: z.string().optional(),
})

export const JobRecord = z.object({
  job: JobId,
  kind: Kind,
  outcome: Outcome,
  failure: Failure.optional(),
  /** Absent on a job that blanks a card, as are template and format. */
  device: DeviceIdSchema.optional(),
  iccid: z.string().optional(),
  atr: z.string().optional(),
  reader: z.string(),
  template: TemplateRef.optional(),
  format: Format.optional(),
  sha256: Sha256.optional(),
  bytes: z.number().optional(),
  warnings: z.array(z.string()).optional(),
  findings: z.array(Finding).optional(),
  /** What was made on the card; none where it was prepared before. */
  steps: z.array(PreparationStep).optional(),
  phases: z.array(PhaseRecord),
  commands: z.number(),
  keys: z.object({ adm1: z.object({ triesLeft: z.number().nullable() }) }),
  accounts: z.array(Account),
  /** Those that a device would have had before; absent where nothing was read that was then changed. */
  before: z.array(Account).optional(),
  /** The device that the card was for, whose registration is given back for the new one. */
  replaces: DeviceIdSchema.optional(),
  registration: Registration,
  /** The last is the newest. */
  decisions: z.array(Decision).optional(),
  references: References.optional(),
  /** The card left after its bootstrap file was touched and before it was whole again. */
  torn: z.boolean(),
  /** The card may hold what this job wrote, until that is withdrawn or another job leaves the card whole. No later run forgets it. */
  touched: z.boolean().optional(),
  finishedBy: JobId.optional(),
  /** Why a person set its card aside. */
  rejected: z.string().optional(),
  cause: Cause.omit({ phone: true }).optional(),
  batch: BatchId.optional(),
  green: Green.optional(),
  bench: z.boolean(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
})
export type JobRecord = z.infer<typeof JobRecord>
