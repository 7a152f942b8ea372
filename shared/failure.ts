import { z } from 'zod'
import { Why } from './intake/cause'
import { PreparationLack, PreparedFile } from './preparation'

// Everything the world can do to us. Facts only; the words are in text/, the way on is in recoveryOf.
const reader = z.string()
const reason = z.string()
const attemptsLeft = z.number().int().nullable()

export const Failure = z.discriminatedUnion('code', [
  z.object({ code: z.literal('reader.lost'), reader }),
  z.object({ code: z.literal('reader.busy'), reader }),
  z.object({ code: z.literal('reader.service-down'), reason }),
  z.object({ code: z.literal('card.absent'), reader }),
  z.object({ code: z.literal('card.removed'), reader }),
  z.object({ code: z.literal('card.other'), reader, iccid: z.string(), found: z.string() }),
  z.object({ code: z.literal('card.mute'), reader, command: z.string() }),
  z.object({ code: z.literal('card.torn'), path: z.string() }),
  z.object({ code: z.literal('card.rewritten'), path: z.string() }),
  /** Its ICCID is blank, so that it cannot be told from another: nothing goes on with it by itself. */
  z.object({ code: z.literal('card.unnumbered'), reader }),
  /** Another message on it makes a device another one, or takes the account away that this one gives. */
  z.object({ code: z.literal('card.contradicts'), path: z.string() }),
  /** It is a piece of another batch, and stays as it is. */
  z.object({ code: z.literal('card.taken'), iccid: z.string(), batch: z.string() }),
  z.object({ code: z.literal('card.unsuitable'), missing: z.string(), remedy: z.literal('prepare').optional() }),
  z.object({ code: z.literal('card.needs-pin'), path: z.string() }),
  /** The PIN of its holder: the card refused it, or it was not tried. */
  z.object({
    code: z.literal('card.pin'),
    state: z.enum(['refused', 'few-tries', 'unknown-tries', 'blocked']),
    attemptsLeft,
  }),
  z.object({ code: z.literal('card.needs-secure-channel'), path: z.string() }),
  z.object({
    code: z.literal('card.cannot-prepare'),
    lack: PreparationLack,
    file: PreparedFile,
    needBytes: z.number().optional(),
    haveBytes: z.number().optional(),
    sw: z.string().optional(),
    /** Paths of what was made before, and stays. */
    left: z.array(z.string()).optional(),
  }),
  z.object({
    code: z.literal('card.too-small'),
    needBytes: z.number(),
    haveBytes: z.number(),
    remedy: z.literal('prepare').optional(),
  }),
  z.object({ code: z.literal('card.locked'), attemptsLeft }),
  z.object({ code: z.literal('card.key-refused'), attemptsLeft }),
  z.object({ code: z.literal('key.stopped'), keySet: z.string(), refusals: z.number() }),
  z.object({ code: z.literal('key.tried'), reader }),
  z.object({ code: z.literal('key.missing'), iccid: z.string(), key: z.string() }),
  z.object({ code: z.literal('key.unusable'), reason }),
  z.object({ code: z.literal('key.wanted'), what: z.enum(['card-key', 'token-pin']) }),
  z.object({ code: z.literal('token.absent'), reason }),
  z.object({
    code: z.literal('token.pin'),
    state: z.enum(['refused', 'few-tries', 'last-try', 'locked']),
    keySet: z.string().optional(),
  }),
  z.object({ code: z.literal('card.refused'), command: z.string(), sw: z.string() }),
  z.object({ code: z.literal('card.mismatch'), offset: z.number() }),
  z.object({
    code: z.literal('card.channel-refused'),
    why: z.enum(['no-scp03', 'no-key', 'level', 'keys', 'host']),
    sw: z.string().optional(),
  }),
  z.object({ code: z.literal('card.channel-broken'), why: z.enum(['no-mac', 'mac', 'padding', 'over']) }),
  z.object({ code: z.literal('bytes.malformed'), reason, offset: z.number() }),
  z.object({ code: z.literal('message.invalid'), path: z.string(), reason }),
  z.object({ code: z.literal('template.invalid'), path: z.string(), reason }),
  z.object({ code: z.literal('file.unfit'), path: z.string(), reason }),
  z.object({ code: z.literal('server.unreachable'), reason }),
  z.object({
    code: z.literal('server.refused'),
    status: z.number(),
    reason,
    retryable: z.boolean(),
    retryAfterMs: z.number().optional(),
    /** The name in the problem's type, and of the words it wants an operator to read; absent from a foreign answer. */
    problem: z.string().optional(),
    sentence: z.string().optional(),
  }),
  z.object({ code: z.literal('server.unproven'), reason }),
  /** This station's own has expired: nothing is done with the DM Server, and nothing that it would have to know. */
  z.object({ code: z.literal('server.certificate'), expiredAt: z.string() }),
  z.object({ code: z.literal('disk.failed'), path: z.string(), reason }),
  z.object({ code: z.literal('bundle.invalid'), file: z.string(), reason }),
  z.object({ code: z.literal('intake.held'), why: Why }),
  z.object({
    code: z.literal('receipt.invalid'),
    why: z.enum(['malformed', 'other-key', 'signature', 'other-device']),
  }),
  z.object({ code: z.literal('print.failed'), reason }),
  z.object({ code: z.literal('target.refused'), path: z.string(), reason }),
  z.object({ code: z.literal('request.invalid'), reason, path: z.string().optional() }),
  z.object({
    code: z.literal('request.superseded'),
    iccid: z.string(),
    job: z.string(),
    device: z.string().optional(),
  }),
  z.object({ code: z.literal('job.cancelled') }),
  /** A batch that stopped itself: so many of the last pieces failed, the last one by this code. */
  z.object({
    code: z.literal('batch.failing'),
    failures: z.number(),
    among: z.number(),
    because: z.string().optional(),
  }),
  /** A file that is no list of devices. `column` is the name that is over it, or its number from 1. */
  z.object({
    code: z.literal('list.unfit'),
    path: z.string(),
    why: z.enum([
      ...['not-a-list', 'old-sheet', 'no-sheet', 'damaged', 'bursting', 'too-large', 'empty', 'changed'],
      ...['encoding', 'quote', 'too-long', 'no-device', 'several-devices', 'no-column'],
      ...['rounded', 'twice-named'],
    ] as const),
    row: z.int().optional(),
    column: z.string().optional(),
  }),
  /** Another program of this home, by the number of its process, works for it or at its readers. */
  z.object({ code: z.literal('batch.held'), batch: z.string(), pid: z.int() }),
  z.object({ code: z.literal('batch.unsettled'), batch: z.string(), working: z.int(), waiting: z.int() }),
])
export type Failure = z.infer<typeof Failure>
export type FailureCode = Failure['code']

/** A failure on its way to whoever notes or answers it. Bugs are any other exception. */
export class Failed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.code)
    this.name = 'Failed'
    this.failure = failure
  }
}

export type Recovery =
  | 'fix-reader'
  | 'wait'
  | 'same-card'
  | 'other-card'
  | 'set-aside'
  | 'check-key'
  | 'other-bundle'
  | 'other-target'
  | 'correct-template'
  | 'correct-request'
  | 'automatic'
  | 'ask'
  | 'export-log'
  | 'start-again'

const recoveries: Record<FailureCode, Recovery> = {
  'reader.lost': 'fix-reader',
  'reader.busy': 'wait',
  'reader.service-down': 'automatic',
  'card.absent': 'same-card',
  'card.removed': 'same-card',
  'card.other': 'same-card',
  'card.mute': 'same-card',
  'card.torn': 'ask',
  'card.rewritten': 'ask',
  'card.contradicts': 'other-card',
  'card.taken': 'other-card',
  'card.unsuitable': 'other-card',
  'card.unnumbered': 'other-card',
  'card.needs-pin': 'ask',
  'card.pin': 'set-aside',
  'card.needs-secure-channel': 'other-card',
  'card.cannot-prepare': 'other-card',
  'card.too-small': 'other-card',
  'card.locked': 'set-aside',
  'card.key-refused': 'check-key',
  'key.stopped': 'check-key',
  'key.tried': 'same-card',
  'key.missing': 'check-key',
  'key.unusable': 'correct-request',
  'key.wanted': 'ask',
  'token.absent': 'ask',
  'token.pin': 'ask',
  'card.refused': 'same-card',
  'card.mismatch': 'other-card',
  'card.channel-refused': 'check-key',
  'card.channel-broken': 'same-card',
  'bytes.malformed': 'export-log',
  'message.invalid': 'correct-template',
  'template.invalid': 'correct-template',
  'file.unfit': 'correct-request',
  'server.unreachable': 'automatic',
  'server.refused': 'ask',
  'server.unproven': 'ask',
  'server.certificate': 'ask',
  'disk.failed': 'ask',
  'bundle.invalid': 'other-bundle',
  'intake.held': 'ask',
  'receipt.invalid': 'correct-request',
  'print.failed': 'ask',
  'target.refused': 'other-target',
  'request.invalid': 'correct-request',
  'request.superseded': 'ask',
  'job.cancelled': 'start-again',
  'batch.failing': 'ask',
  'list.unfit': 'correct-request',
  'batch.held': 'wait',
  'batch.unsettled': 'wait',
}

/** Of what stands in a store, which may be older than the code it names. */
export const isFailureCode = (code: string): code is FailureCode => Object.hasOwn(recoveries, code)

/** What can be done now. A code without a way on does not compile. */
export const recoveryOf = (failure: Failure): Recovery => recoveries[failure.code]

export type Blame = 'FAIL' | 'ERROR' | 'CANCELLED'

/** Whose it is: FAIL counts against the card or the message, ERROR against the station and what it hangs on. */
export function blameOf({ code }: Failure): Blame {
  if (code === 'job.cancelled') return 'CANCELLED'
  if (code === 'card.absent' || /^(reader|key|token|server|disk|print|target|request|batch)\./.test(code))
    return 'ERROR'
  return 'FAIL'
}
