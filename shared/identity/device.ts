import { z } from 'zod'
import { Failed } from '../failure'
import { fitsLuhn, luhnDigit } from './luhn'

export type IdentityType = 'imei' | 'meid' | 'esn' | 'uuid'

/** A device's identity in its one canonical spelling, `imei:490154203237518`. Made only by `parseDevice`. */
export type DeviceId = string & { readonly brand: 'DeviceId' }

const shapes: Record<IdentityType, { shape: RegExp; is: string }> = {
  imei: { shape: /^\d{15}$/, is: '15 digits' },
  meid: { shape: /^[A-F][0-9A-F]{13}$/, is: '14 hex digits, the first A to F' },
  esn: { shape: /^[0-9A-F]{8}$/, is: '8 hex digits' },
  uuid: { shape: /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/, is: '8-4-4-4-12 hex digits' },
}

const invalid = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'device', reason })

const isType = (name: string): name is IdentityType => Object.hasOwn(shapes, name)

/**
 * Reads `type:value`; blanks, hyphens and slashes between digits are ignored, letters may be in either case.
 * An IMEI must carry its check digit (3GPP TS 23.003, annex B). Fails with `request.invalid`.
 */
export function parseDevice(text: string): DeviceId {
  const colon = text.indexOf(':')
  const type = text.slice(0, colon).trim().toLowerCase()
  if (colon < 1 || !isType(type)) throw invalid(`"${text}" does not begin with imei:, meid:, esn: or uuid:`)
  const typed = text
    .slice(colon + 1)
    .trim()
    .toUpperCase()
  const value = type === 'uuid' ? typed : typed.replace(/[\s/-]/g, '')
  const { shape, is } = shapes[type]
  if (!shape.test(value)) throw invalid(`${type} "${value}" is not ${is}`)
  if (type === 'imei') checkImei(value)
  return `${type}:${type === 'uuid' ? value.toLowerCase() : value}` as DeviceId
}

function checkImei(imei: string): void {
  if (/^0+$/.test(imei)) throw invalid('an IMEI of zeros is nobody’s')
  if (!fitsLuhn(imei))
    throw invalid(
      `check digit of IMEI ${imei} is ${imei.at(-1)}, digits before it give ${luhnDigit(imei.slice(0, -1))}`,
    )
}

export const identityOf = (device: DeviceId): { readonly type: IdentityType; readonly value: string } => {
  const type = device.slice(0, device.indexOf(':'))
  if (!isType(type)) throw new Error(`not a device id: ${device}`)
  return { type, value: device.slice(type.length + 1) }
}

/** How the device names itself to a DM Server, DevInfo/DevID: `IMEI:490154203237518` (OMA DM 2.0, 12.1). */
export function devIdOf(device: DeviceId): string {
  const { type, value } = identityOf(device)
  return `${type.toUpperCase()}:${value}`
}

/** For the contract: a string that `parseDevice` takes, in its canonical spelling. */
export const DeviceIdSchema = z.string().transform((text, context): DeviceId => {
  try {
    return parseDevice(text)
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'request.invalid') throw error
    context.addIssue({ code: 'custom', message: error.failure.reason })
    return z.NEVER
  }
})
