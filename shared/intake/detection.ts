// What a core network says when a device shows up: which card in which device, with which number.
import { z } from 'zod'
import type { DeviceId } from '../identity/device'
import { bodyOf, imeiOfNetwork } from './imei'
import { type Phone, parsePhone } from './phone'
import { invalidOf } from './sale'

const Event = z
  .object({
    imsi: z.string().regex(/^\d{6,15}$/, 'is 6 to 15 digits'),
    imeisv: z
      .string()
      .regex(/^\d{16}$/, 'is 16 digits')
      .optional(),
    imei: z.string().max(20).optional(),
    msisdn: z.string().max(20).optional(),
    /** Mobile country code and network code, with or without a hyphen. */
    plmn: z
      .string()
      .regex(/^\d{3}-?\d{2,3}$/, 'is three digits and two or three')
      .optional(),
    at: z.union([z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)), z.int().min(0).max(8.64e15)]),
  })
  .refine(({ imei, imeisv }) => imei !== undefined || imeisv !== undefined, { message: 'names imei or imeisv' })

export type Detection = {
  readonly imsi: string
  readonly device: DeviceId
  readonly phone?: Phone | undefined
  readonly plmn?: string | undefined
  /** ms, by the clock of the network. */
  readonly at: number
}

/** Fails with `request.invalid`. An MSISDN is international in a network, with or without the plus. */
export function detectionOf(value: unknown): Detection {
  const event = Event.safeParse(value)
  if (!event.success) throw invalidOf(event.error)
  const { imsi, imei, imeisv, msisdn, plmn, at } = event.data
  return {
    imsi,
    device: imeiOfNetwork(imeisv ?? imei ?? ''),
    ...(msisdn && { phone: parsePhone(msisdn.replace(/^\+?/, '+')) }),
    ...(plmn && { plmn: plmn.replace('-', '') }),
    at,
  }
}

/** The same card in the same device with the same number. */
export const pairOf = ({ imsi, device, phone }: Detection): string => `${imsi}/${bodyOf(device)}/${phone ?? ''}`
