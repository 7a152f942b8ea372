import { z } from 'zod'

/** The name of a work order, as it is printed, said and scanned. */
export const BatchId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'a batch is named with letters, digits, dots, hyphens and underscores')
  .brand('BatchId')
export type BatchId = z.infer<typeof BatchId>
