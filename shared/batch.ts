import { z } from 'zod'
import { BatchId } from './batch-id'
import { Failure } from './failure'
import { type DeviceId, DeviceIdSchema } from './identity/device'
import { JobId, TemplateRef } from './job'
import { Format } from './message/format'
import { Green } from './verdict'

export { BatchId } from './batch-id'

/** When a batch stops itself: so many failures in a row, or so many among the last pieces. */
export const Breaker = z.object({
  inARow: z.int().min(1).max(100),
  among: z.object({ failures: z.int().min(1), last: z.int().min(1).max(1000) }).optional(),
})
export type Breaker = z.infer<typeof Breaker>

/** What a work order asks for. Nothing of it changes after the first piece, and it holds no secret. */
export const BatchOrder = z.object({
  batch: BatchId,
  template: TemplateRef,
  format: Format.optional(),
  variables: z.record(z.string(), z.string()).default({}),
  /** What leaves the line: a written card, a factory bootstrap file, or both for one device. */
  carrier: z.enum(['card', 'file', 'card-and-file']).default('card'),
  /** How many pieces were issued to the line: cards, or devices where there are none. */
  quantity: z.int().min(1).max(10_000_000),
  /** `listed` identities are imported before the start, `scanned` ones come one by one. */
  identities: z.enum(['listed', 'scanned']),
  /** The key set that the cards must belong to; any that the station has where it is absent. */
  keySet: z.string().optional(),
  /** Names of the readers that work for it; every reader where it is empty. */
  readers: z.array(z.string()).max(16).default([]),
  green: Green.default('registered'),
  breaker: Breaker.default({ inARow: 3 }),
  bench: z.boolean(),
})
export type BatchOrder = z.infer<typeof BatchOrder>

/** `stopped` is the breaker's word, `paused` a person's. Only a `running` batch starts a card by itself. */
export const BatchState = z.enum(['ready', 'running', 'paused', 'stopped', 'closed'])
export type BatchState = z.infer<typeof BatchState>

/** Why a piece left the line without being good. */
export const RejectReason = z.enum(['card', 'write', 'verify', 'rehearsal', 'server', 'label', 'damaged', 'other'])
export type RejectReason = z.infer<typeof RejectReason>

/** One identity of a batch. `reject`: it is spent, because the DM Server may know it; what is `free` waits for a card. */
export const Unit = z.object({
  seq: z.int(),
  device: DeviceIdSchema,
  /** What its row said beside the device, by the names of the template's variables. */
  variables: z.record(z.string(), z.string()),
})
export type Unit = z.infer<typeof Unit>

/**
 * One card, or one device where there are no cards, and what became of it. `working` waits for its job or its card,
 * `waiting` for the DM Server or its factory file; `back` was not begun and counts as unused.
 */
export const PieceState = z.enum(['working', 'waiting', 'good', 'reject', 'back'])
export type PieceState = z.infer<typeof PieceState>
export const Piece = z.object({
  state: PieceState,
  iccid: z.string().optional(),
  device: DeviceIdSchema.optional(),
  job: JobId.optional(),
  reason: RejectReason.optional(),
  /** A person rejected it: no job makes it good again. */
  isRuled: z.boolean(),
})
export type Piece = z.infer<typeof Piece>

/**
 * The answer to a card that came in. `again` is a card that this batch has had: it is good, rejected or in work. Nothing
 * was claimed unless it is `claimed`.
 */
export type Claim =
  | { readonly claim: 'claimed'; readonly unit: Unit }
  | { readonly claim: 'again'; readonly piece: Piece }
  | { readonly claim: 'resting'; readonly state: BatchState }
  | { readonly claim: 'wants-device' }
  | { readonly claim: 'unlisted' | 'taken'; readonly device: DeviceId }
  | { readonly claim: 'elsewhere'; readonly batch: BatchId; readonly of: 'card' | 'device' }
  | { readonly claim: 'none-left'; readonly of: 'pieces' | 'identities' }

/** How many pieces stand where; `unused` were not begun. */
export const Counts = z.object({
  issued: z.int(),
  good: z.int(),
  rejects: z.int(),
  working: z.int(),
  waiting: z.int(),
  unused: z.int(),
})
export type Counts = z.infer<typeof Counts>

/** Whether every piece is accounted for: good + rejects + unused = issued, and none is in work or waits. */
export const isExact = ({ issued, good, rejects, working, waiting, unused }: Counts): boolean =>
  good + rejects + unused === issued && working === 0 && waiting === 0

export const Batch = z.object({
  order: BatchOrder,
  state: BatchState,
  counts: Counts,
  /** Identities that were imported or scanned, and those that are still free. */
  identities: z.object({ known: z.int(), free: z.int() }),
  /** What stopped it. */
  stoppedBy: Failure.optional(),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  closedAt: z.string().optional(),
})
export type Batch = z.infer<typeof Batch>

/** What a batch came to: each piece in one of the sums, and those that keep it from being closed by name. */
export const BatchReport = z.object({
  batch: Batch,
  isExact: z.boolean(),
  rejects: z.partialRecord(RejectReason, z.int()),
  /** The first of those that are in work or wait. */
  open: z.array(Piece).max(200),
})
export type BatchReport = z.infer<typeof BatchReport>
