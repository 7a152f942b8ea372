import { z } from 'zod'
import { JobId } from './job'

/** Records beyond these are not counted: a total of so many means at least so many. */
export const countLimit = 10_000

/** `text` is how an identity, a card number or a job begins or ends. `before` is the last record of the page before. */
export const RecordsQuery = z.object({
  text: z.string().max(64).default(''),
  outcome: z.array(z.string()).default([]),
  limit: z.number().int().min(1).max(1000).default(100),
  before: z.object({ startedAt: z.string(), job: JobId }).optional(),
})

/** Everything that the same search finds. A `reason` shows identities in full. */
export const ExportQuery = RecordsQuery.pick({ text: true, outcome: true }).extend({
  as: z.enum(['csv', 'jsonl']),
  reason: z.string().max(500).optional(),
})
export type ExportQuery = z.infer<typeof ExportQuery>

/** Of jobs that wait for a person or a card no more are told of at once. */
export const openLimit = 100
