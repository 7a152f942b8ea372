// What a till says of a device that was sold.
import { z } from 'zod'
import { Failed } from '../failure'
import { type DeviceId, parseDevice } from '../identity/device'
import type { Arrival } from './entry'
import { imeiOfPerson } from './imei'
import { parsePhone } from './phone'

const Text = z.string().trim().min(1).max(64)
const Sale = z.strictObject({
  /** The till's own number for it: told twice, it is one sale. */
  reference: Text.regex(/^[\p{L}\p{N}._:/#-]+$/u, 'has characters that a reference has not'),
  imei: Text.optional(),
  imei2: Text.optional(),
  /** `meid:…`, `uuid:…`: a device without an IMEI. */
  device: Text.optional(),
  phone: Text.optional(),
})

export type SaleDeps = { readonly evidence: 'till' | 'till-file'; readonly countryCode?: string | undefined }

/** Fails with `request.invalid`. */
export function saleOf(value: unknown, { evidence, countryCode }: SaleDeps, now: number): Arrival {
  const sale = Sale.safeParse(value)
  if (!sale.success) throw invalidOf(sale.error)
  const { reference, imei, imei2, device, phone } = sale.data
  return {
    evidence,
    reference,
    device: deviceOf(imei, device),
    ...(imei2 !== undefined && { also: imeiOfPerson(imei2) }),
    ...(phone !== undefined && { phone: parsePhone(phone, countryCode) }),
    marks: [],
    seenAt: now,
  }
}

function deviceOf(imei: string | undefined, device: string | undefined): DeviceId {
  if (imei !== undefined && device === undefined) return imeiOfPerson(imei)
  if (device !== undefined && imei === undefined) return parseDevice(device)
  throw new Failed({ code: 'request.invalid', path: 'imei', reason: 'a sale names imei, or device' })
}

/** Which member, and what is wrong with it; never its value. */
export function invalidOf({ issues: [issue] }: z.ZodError): Failed {
  const path = issue?.path.join('.') ?? ''
  return new Failed({ code: 'request.invalid', reason: issue?.message ?? 'not understood', ...(path && { path }) })
}
