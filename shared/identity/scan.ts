import { type DeviceId, parseDevice } from './device'
import { fitsLuhn } from './luhn'

export type Scan =
  | { readonly kind: 'device'; readonly device: DeviceId }
  | { readonly kind: 'iccid'; readonly iccid: string }
  | { readonly kind: 'check-digit'; readonly digits: string }
  | { readonly kind: 'unknown'; readonly text: string }

/** What a scanner or a person typed, told by its shape: AIM identifiers, label prefixes and separators are stripped. */
export function readScan(typed: string): Scan {
  const text = typed.trim().replace(/^\][A-Za-z]\d/, '')
  const prefixed = /^(imei|meid|esn|uuid)\s*\d?\s*[:=]\s*(.+)$/i.exec(text)
  const bare = (prefixed?.[2] ?? text).replace(/[\s/-]/g, '').toUpperCase()
  if (/^\d{15}$/.test(bare)) {
    if (!fitsLuhn(bare) || /^0+$/.test(bare)) return { kind: 'check-digit', digits: bare }
    return { kind: 'device', device: parseDevice(`imei:${bare}`) }
  }
  if (!prefixed && /^89\d{17,18}$/.test(bare)) return { kind: 'iccid', iccid: bare }
  if (/^[A-F][0-9A-F]{13}$/.test(bare)) return { kind: 'device', device: parseDevice(`meid:${bare}`) }
  if (prefixed?.[1]?.toLowerCase() === 'esn' && /^[0-9A-F]{8}$/.test(bare))
    return { kind: 'device', device: parseDevice(`esn:${bare}`) }
  const uuid = (prefixed?.[2] ?? text).trim().replace(/^urn:uuid:/i, '')
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid))
    return { kind: 'device', device: parseDevice(`uuid:${uuid}`) }
  return { kind: 'unknown', text: text.slice(0, 64) }
}
