// Numbers of people, for logs: enough to tell two apart, not enough to call or find anybody.
import { type DeviceId, identityOf } from '../identity/device'

const dots = (text: string, from: number, left: number): string =>
  text.length <= from + left ? '•'.repeat(text.length) : `${text.slice(0, from)}…${text.slice(text.length - left)}`

/** The last three digits. */
export const maskedPhone = (phone: string): string => dots(phone, 0, 3)

/** Country and network, and the last four. */
export const maskedImsi = (imsi: string): string => dots(imsi, 5, 4)

/** The type allocation code and the last four. */
export function maskedDevice(device: DeviceId): string {
  const { type, value } = identityOf(device)
  return `${type}:${dots(value, type === 'imei' ? 8 : 2, 4)}`
}
