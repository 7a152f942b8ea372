import { type DeviceId, parseDevice } from '../../../shared/identity/device'
import { luhnDigit } from '../../../shared/identity/luhn'

/** The clock on the wall when the window opened: what was done lies before it. */
export const wallClock = Math.floor(Date.now() / 60_000) * 60_000

const checked = (digits: string): string => `${digits}${luhnDigit(digits)}`

/** The nth of a row of telephones, as the label has it. */
export const imeiAt = (n: number): DeviceId => parseDevice(`imei:${checked(`35693803${String(564_438 + n * 13)}`)}`)

/** The nth card of a lot. */
export const iccidAt = (n: number): string => checked(`894902000012${String(344_827 + n * 17)}`)

/** As good as any hash of 32 bytes, and not like another one. */
export const hashAt = (n: number): string =>
  Array.from({ length: 32 }, (_, at) => (((n + 3) * 2_654_435_761 * (at * 7 + 5)) >>> 13) % 256)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
