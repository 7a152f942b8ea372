import { Failed } from '../../shared/failure'
import { readScan, type Scan } from '../../shared/identity/scan'
import { type Phone, parsePhone } from '../../shared/intake/phone'
import { useStation } from '../station/store'

/** A number as a person types it; undefined while it is none. */
export function typedPhone(typed: string): Phone | undefined {
  try {
    return parsePhone(typed, useStation.getState().state?.countryCode)
  } catch (error) {
    if (error instanceof Failed) return undefined
    throw error
  }
}

/** A number as a scanner has it. The code of a product is digits too: one without plus or zero before it is no number. */
export function scannedPhone(text: string, scan: Scan = readScan(text)): Phone | undefined {
  if (scan.kind === 'phone') return scan.phone
  return scan.kind === 'unknown' && /^\s*(tel:)?\+?0?[\d\s()/.-]+$/i.test(text) && /^\s*(tel:|\+|0)/i.test(text)
    ? typedPhone(text.replace(/^\s*tel:/i, ''))
    : undefined
}
