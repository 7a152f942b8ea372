// What the composer page asks and is told.
import { z } from 'zod'
import { Sha256, TemplateRef } from '../job'
import { Finding } from '../lint/finding'
import { Format } from '../message/format'
import { Variable } from '../template/variable'
import { DifferenceRow } from './difference'
import { Outline } from './schema'

/** A template as a form to be filled in: never what it keeps secret. */
export const TemplateForm = TemplateRef.extend({
  title: z.string(),
  format: Format,
  formats: z.array(Format),
  sizeLimit: z.number().optional(),
  variables: z.array(z.object({ name: z.string(), variable: Variable })),
})
export type TemplateForm = z.infer<typeof TemplateForm>

/** The message of a draft, node by node. Secrets are bullets. */
export const Composition = z.object({
  devId: z.string(),
  format: Format,
  sha256: Sha256,
  bytes: z.number(),
  /** What the format cannot carry, and what lint found, the gravest first. */
  findings: z.array(Finding),
  outline: Outline,
})
export type Composition = z.infer<typeof Composition>

/** Shorter reasons say nothing. */
export const shortestReason = 10

/** One secret of the message with this hash, and why somebody has to see it. */
export const RevealRequest = z.object({ sha256: Sha256, node: z.number().int(), reason: z.string().max(500) })

/** As the message has it; `text` is what it is in base64 of, if that is something to read. */
export const Revealed = z.object({ value: z.string(), text: z.string().optional() })
export type Revealed = z.infer<typeof Revealed>

export const Against = z.union([z.object({ template: z.string() }), z.object({ reader: z.string() })])
export type Against = z.infer<typeof Against>

/** A message beside another, leaf by leaf. `isAcross` means two formats, compared by what they give a device. */
export const Difference = z.object({
  left: z.object({ format: Format, bytes: z.number(), sha256: Sha256.optional() }),
  /** An empty card has no format, and no hash if it has not exactly one message. */
  right: z.object({ format: Format.optional(), bytes: z.number(), sha256: Sha256.optional() }),
  isAcross: z.boolean(),
  rows: z.array(DifferenceRow),
})
export type Difference = z.infer<typeof Difference>
