// Identities from a file or a range, on their way into a batch: taken whole or not at all.
import { z } from 'zod'
import { BatchId } from './batch-id'
import { Sha256 } from './job'

/** Where they come from. Of a range both ends are named, an IMEI with or without its check digit. */
export const ImportSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('file'), path: z.string().min(1) }),
  z.object({ from: z.literal('range'), first: z.string().max(64), last: z.string().max(64) }),
])
export type ImportSource = z.infer<typeof ImportSource>

export const ImportRequest = z.object({
  batch: BatchId,
  source: ImportSource,
  /** Which column is the `device`, and which a variable: the name at its head, or its number from 1. Found where it is not said. */
  columns: z.record(z.string(), z.string()).optional(),
  /** Of the file that was previewed: no other is taken. */
  sha256: Sha256.optional(),
})
export type ImportRequest = z.infer<typeof ImportRequest>

/** What is wrong with a place in a file of identities. Rows count from 1, as a spreadsheet shows them. */
export const ImportFinding = z.object({
  row: z.int(),
  column: z.string().optional(),
  what: z.enum([
    'check-digit',
    'malformed',
    'duplicate',
    'known',
    'registered',
    'rounded',
    'missing',
    'formula',
    'too-long',
  ]),
  /** Masked: the end of what was there. */
  value: z.string().optional(),
})
export type ImportFinding = z.infer<typeof ImportFinding>

/** How many of the findings are told one by one. */
export const mostFindings = 200

export const ImportReport = z.object({
  file: z.string(),
  sha256: Sha256,
  /** Rows with something in them, without the heads of the columns. */
  rows: z.int(),
  good: z.int(),
  /** How often each thing was wrong; `findings` are the first of them. */
  wrong: z.partialRecord(ImportFinding.shape.what, z.int()),
  findings: z.array(ImportFinding).max(mostFindings),
  /** `device` and the variables, each with the column that it was found in. */
  columns: z.record(z.string(), z.string()),
  /** Columns that nothing was taken from. */
  unused: z.array(z.string()),
  /** Of a workbook with several sheets that are to be seen: the one that was read, and those that were not. */
  sheets: z.object({ read: z.string(), unread: z.array(z.string()) }).optional(),
})
export type ImportReport = z.infer<typeof ImportReport>

/** While a list is read, then what came of it. `isTaken`: its identities are the batch's. */
export const ImportStep = z.discriminatedUnion('at', [
  z.object({ at: z.literal('reading'), rows: z.int(), percent: z.int() }),
  z.object({ at: z.literal('done'), isTaken: z.boolean(), report: ImportReport }),
])
export type ImportStep = z.infer<typeof ImportStep>
