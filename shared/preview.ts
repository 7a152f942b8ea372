import { z } from 'zod'
import { DeviceIdSchema } from './identity/device'
import { Sha256, TemplateRef } from './job'
import { Format } from './message/format'

/** What a message is made of. */
export const Draft = z.object({
  device: DeviceIdSchema,
  template: z.string(),
  format: Format.optional(),
  variables: z.record(z.string(), z.string()).default({}),
})

/** A row of what would be written. A secret's value is never here, only its check value. */
export const PreviewRow = z.object({
  label: z.enum([
    'server',
    'address',
    'name',
    'sign-in',
    'device-secret',
    'server-secret',
    'access-point',
    'registered-with',
    'size',
  ]),
  value: z.string(),
  aside: z.string().optional(),
  isSecret: z.boolean().default(false),
})
export const Preview = z.object({
  device: DeviceIdSchema,
  devId: z.string(),
  template: TemplateRef,
  format: Format,
  sha256: Sha256,
  bytes: z.number(),
  rows: z.array(PreviewRow),
  warnings: z.array(z.string()),
})
export type Preview = z.infer<typeof Preview>
