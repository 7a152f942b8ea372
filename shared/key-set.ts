import { z } from 'zod'

/** Keys that cards refused, by where they come from. Two refusals stop a key set. */
export const KeySet = z.object({
  keySet: z.string(),
  refusals: z.number(),
  lastAt: z.number(),
  /** The ICCID of those that refused. */
  cards: z.array(z.string()),
  isStopped: z.boolean(),
})
