// The subscribers of the bench's network: which card is behind a number.
import { type Imsi, parseImsi } from '../../shared/push/imsi'
import { imsiOfSerial } from './uicc/numbers'

/** ITU-T E.164: country code 999 belongs to nobody. */
export const numberOfSerial = (serial: number): string => `+99901${String(serial).padStart(10, '0')}`

/** What an operator's register of its subscribers says; undefined for a number of another network. */
export function imsiOfNumber(number: string): Imsi | undefined {
  const serial = /^\+99901(\d{10})$/.exec(number)?.[1]
  return serial === undefined ? undefined : parseImsi(imsiOfSerial(Number(serial)))
}
