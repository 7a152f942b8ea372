import { z } from 'zod'
import type { IdentityType } from '../identity/device'

/** How a client writes its DevId before the value (DM 2.0, 12.1; RFC 7254, RFC 9562; what clients in the field do), in any case. */
export const reportedTypes: Readonly<Record<string, IdentityType>> = {
  'imei:': 'imei',
  'urn:imei:': 'imei',
  'urn:gsma:imei:': 'imei',
  'meid:': 'meid',
  'urn:meid:': 'meid',
  'urn:device-id:meid:': 'meid',
  'esn:': 'esn',
  'urn:esn:': 'esn',
  'uuid:': 'uuid',
  'urn:uuid:': 'uuid',
}
const forms = Object.keys(reportedTypes)

/** Which devices a template is for, and how they will call themselves. */
export const Devices = z
  .strictObject({
    types: z
      .array(z.enum(['imei', 'meid', 'esn', 'uuid']))
      .min(1)
      .describe('Kinds of identity.')
      .optional(),
    /** The first eight digits of an IMEI (3GPP TS 23.003, 6.2.1). */
    tacs: z
      .array(z.string().regex(/^[0-9]{8}$/, 'must be the eight digits of a type allocation code'))
      .min(1)
      .describe('Models, by the first eight digits of their IMEI.')
      .optional(),
    reports: z
      .array(
        z
          .string()
          .refine((form) => forms.includes(form.toLowerCase()), `must be one of ${forms.join(' ')} in any case`),
      )
      .min(1)
      .describe('How the devices call themselves: what stands before the value in their DevId, such as "IMEI:".')
      .optional(),
  })
  .describe('Which devices the template is for; without it, any.')
export type Devices = z.infer<typeof Devices>
