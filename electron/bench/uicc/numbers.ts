import { luhnDigit } from '../../../shared/identity/luhn'

/** ITU-T E.118: 89, a country code nobody has (999), an issuer, the serial number, a check digit; 19 digits in all. */
export function iccidOfSerial(serial: number): string {
  const digits = `8999901${String(serial).padStart(11, '0')}`
  return `${digits}${luhnDigit(digits)}`
}

/** ITU-T E.212: the test network 001 01. */
export const imsiOfSerial = (serial: number): string => `00101${String(serial).padStart(10, '0')}`

/** ITU-T E.164: 999 is nobody's country code. */
export const msisdnOfImsi = (imsi: string): string => `999${imsi.slice(-9)}`
