// A device that the DM Server knows as somebody's already, and what this station asked for it.
import { z } from 'zod'
import { DeviceIdSchema } from '../identity/device'
import { Decision, JobId, Resolution, TemplateRef } from '../job'
import { Format } from '../message/format'
import { Source } from './schema'

export const Conflict = z.object({
  job: JobId,
  device: DeviceIdSchema,
  /** When the job was begun. */
  startedAt: z.string(),
  /** What the server said. */
  reason: z.string(),
  /** Set aside by a person; absent while nobody has decided. */
  resolution: Resolution.optional(),
  /** Who decided last, when and why. */
  decided: Decision.optional(),
  sent: z.object({
    devId: z.string(),
    source: Source,
    iccid: z.string().optional(),
    /** Its end only. */
    phone: z.string().optional(),
    template: TemplateRef.optional(),
    format: Format.optional(),
  }),
})
export type Conflict = Readonly<z.infer<typeof Conflict>>
