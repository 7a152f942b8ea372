import { asciiDigits } from '../intake/digits'
import { type Phone, parsePhone } from '../intake/phone'
import { fitsGs1, isEid } from './check-digits'
import { type DeviceId, parseDevice } from './device'
import { type Doubt, doubtsIn } from './doubt'
import type { Piece } from './gs1'
import { nameOf } from './label-name'
import { fitsLuhn, luhnDigit } from './luhn'
import { esnOfDecimal, meidOfDecimal } from './meid'

/** A spelling without a check digit of its own. */
type Spelt = 'imeisv' | 'decimal' | 'hex'

/** One code on a label. */
export type Code =
  /** `as`: nothing guards what was spelt so. */
  | { readonly kind: 'device'; readonly device: DeviceId; readonly as?: Spelt }
  /** `doubts`, where its check digit does not fit: some issuers compute none. */
  | { readonly kind: 'iccid'; readonly iccid: string; readonly doubts?: readonly Doubt[] }
  | { readonly kind: 'eid'; readonly eid: string }
  | { readonly kind: 'phone'; readonly phone: Phone }
  /** It names a product or a piece of it, and no device for a DM Server. */
  | { readonly kind: 'product'; readonly what: 'gtin' | 'serial' | 'lot' | 'asset' | 'eui'; readonly value: string }
  | {
      readonly kind: 'check-digit'
      readonly of: 'imei' | 'meid' | 'eid'
      readonly digits: string
      readonly doubts: readonly Doubt[]
    }

const device = (text: string, as?: Spelt): Code => ({
  kind: 'device',
  device: parseDevice(text),
  ...(as && { as }),
})

/** What one piece of a label is, by its name and its shape; undefined where it is nothing that is known here. */
export function codeOf({ name, value }: Piece): Code | undefined {
  const named = name === undefined ? 'any' : nameOf(name)
  const text = asciiDigits(value).trim()
  const bare = text.replace(/[\s/.-]/g, '').toUpperCase()
  switch (named) {
    case undefined:
      return undefined
    case 'any':
      return euiOf(text, false) ?? imeiOf(bare) ?? cardOf(bare) ?? meidOf(bare) ?? uuidOf(text) ?? bareOf(text, bare)
    case 'device':
      return imeiOf(bare) ?? meidOf(bare) ?? uuidOf(text)
    case 'imei':
      return imeiOf(bare)
    case 'meid':
      return meidOf(bare)
    case 'esn':
      return esnOf(bare)
    case 'uuid':
      return uuidOf(text)
    case 'card':
    case 'eid':
      return cardOf(bare)
    case 'phone':
      return phoneOf(text)
    case 'eui':
      return euiOf(text, true)
    case 'gtin':
    case 'serial':
    case 'lot':
    case 'asset':
      return /^[\w./#+-]{1,40}$/.test(text) ? { kind: 'product', what: named, value: text } : undefined
  }
}

/** 3GPP TS 23.003, 6.2: 15 digits with a check digit; 16, or behind the check digit 17, with the software version. */
function imeiOf(bare: string): Code | undefined {
  if (/^0+$/.test(bare)) return undefined
  if (/^\d{16}$/.test(bare) && !(bare.startsWith('01') && fitsGs1(bare.slice(2)))) {
    const body = bare.slice(0, 14)
    return device(`imei:${body}${luhnDigit(body)}`, 'imeisv')
  }
  if (!/^(\d{15}|\d{17})$/.test(bare)) return undefined
  const digits = bare.slice(0, 15)
  const fits = (imei: string) => fitsLuhn(imei) && !/^0+$/.test(imei)
  if (fits(digits)) return device(`imei:${digits}`)
  return bare.length === 15 ? { kind: 'check-digit', of: 'imei', digits, doubts: doubtsIn(digits, fits) } : undefined
}

/** 14 hex digits; a 15th is the check digit and not part of it. */
function meidOf(bare: string): Code | undefined {
  if (/^[A-F][0-9A-F]{13}$/.test(bare)) return device(`meid:${bare}`, 'hex')
  const decimal = /^\d{18}$/.test(bare) ? meidOfDecimal(bare) : undefined
  if (decimal !== undefined) return device(`meid:${decimal}`, 'decimal')
  if (!/^[A-F][0-9A-F]{14}$/.test(bare)) return undefined
  const fits = (digits: string) => fitsLuhn(digits, 16)
  if (fits(bare)) return device(`meid:${bare.slice(0, 14)}`)
  return { kind: 'check-digit', of: 'meid', digits: bare, doubts: doubtsIn(bare, fits) }
}

function esnOf(bare: string): Code | undefined {
  if (/^[0-9A-F]{8}$/.test(bare)) return device(`esn:${bare}`, 'hex')
  const esn = /^\d{11}$/.test(bare) ? esnOfDecimal(bare) : undefined
  return esn === undefined ? undefined : device(`esn:${esn}`, 'decimal')
}

const uuidOf = (text: string): Code | undefined =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? device(`uuid:${text}`) : undefined

/** ITU-T E.118: 19 digits with their check digit, 20 where the issuer adds one; or the EID of an eUICC. */
function cardOf(bare: string): Code | undefined {
  if (/^89\d{30}$/.test(bare))
    return isEid(bare)
      ? { kind: 'eid', eid: bare }
      : { kind: 'check-digit', of: 'eid', digits: bare, doubts: doubtsIn(bare, isEid) }
  const iccid = bare.replace(/F$/, '')
  if (!/^89\d{17,18}$/.test(iccid)) return undefined
  // 19 digits may be printed without their check digit; 20 are not.
  if (iccid.length === 19 || fitsLuhn(iccid)) return { kind: 'iccid', iccid }
  return { kind: 'iccid', iccid, doubts: doubtsIn(iccid, (digits) => fitsLuhn(digits)) }
}

/** EUI-48 and EUI-64; unless it was named, its bytes stand apart. */
function euiOf(text: string, isNamed: boolean): Code | undefined {
  const bare = text.replace(/[\s:.-]/g, '').toUpperCase()
  const isApart = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}([:-][0-9a-f]{2}){0,2}$/i.test(text)
  if (!/^([0-9A-F]{12}|[0-9A-F]{16})$/.test(bare) || !(isNamed || isApart)) return undefined
  return { kind: 'product', what: 'eui', value: bare }
}

function phoneOf(text: string): Code | undefined {
  try {
    return { kind: 'phone', phone: parsePhone(text) }
  } catch {
    return undefined
  }
}

/** Without a name a phone number has its plus, and a product's code fits its check digit. */
function bareOf(text: string, bare: string): Code | undefined {
  if (/^\+[\d\s()./-]+$/.test(text)) return phoneOf(text)
  return /^\d{12,14}$/.test(bare) && fitsGs1(bare) ? { kind: 'product', what: 'gtin', value: bare } : undefined
}
