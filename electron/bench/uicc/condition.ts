import { type CardFile, type Directory, lineOf } from './file'
import { ADM1, type Condition, PIN1, SECURE_CHANNEL } from './rules'
import { numberIn, readTlvs, type Tlv, valueIn } from './tlv'

/** Something done to a file: its bit of the access mode byte, 0 if it has none, and the INS that does it. */
export type Deed = { readonly bit: number; readonly ins: number }

/** What the security attribute of a file asks for before this may be done. */
export function conditionOf(mf: Directory, file: CardFile, deed: Deed): Condition {
  const [attribute] = readTlvs(file.security) ?? []
  switch (attribute?.tag) {
    case 0x8b:
      return expandedCondition(recordOf(lineOf(mf, file), attribute.value), deed)
    case 0xab:
      return expandedCondition(attribute.value, deed)
    case 0x8c:
      return compactCondition(attribute.value, deed)
    default:
      return 'never'
  }
}

/** 9.2.7: FID and record, or FID and pairs of security environment and record; this card is always in number 01. */
function recordOf(line: readonly Directory[], value: Uint8Array): Uint8Array {
  const arr = line
    .flatMap(({ files }) => files)
    .find((file) => file.kind === 'linear' && file.fid === numberIn(value.subarray(0, 2)))
  const record = value.length === 3 ? value[2] : recordIn(value.subarray(2))
  if (arr?.kind !== 'linear' || !record) return new Uint8Array(0)
  return arr.bytes.subarray((record - 1) * arr.recordBytes, record * arr.recordBytes)
}

function recordIn(pairs: Uint8Array): number | undefined {
  const at = pairs.findIndex((environment, place) => place % 2 === 0 && environment === 0x01)
  return at < 0 ? undefined : pairs[at + 1]
}

/** 9.2.6: each AM_DO (80 to 8F) is followed by its SC_DOs. */
function expandedCondition(rule: Uint8Array, { bit, ins }: Deed): Condition {
  const fits = ({ tag, value }: Tlv) =>
    tag === 0x80 ? ((value[0] ?? 0) & bit) !== 0 : tag === 0x84 && value[0] === ins
  const isDeed = ({ tag }: Tlv) => tag >= 0x80 && tag <= 0x8f
  const objects = readTlvs(rule) ?? []
  const start = objects.findIndex((object) => isDeed(object) && fits(object))
  if (start < 0) return 'never'
  const after = objects.slice(start + 1)
  const end = after.findIndex(isDeed)
  const conditions = after.slice(0, end < 0 ? after.length : end).map(conditionIn)
  return joined('all', conditions)
}

/** One condition stands for itself; none cannot be met. */
function joined(how: 'any' | 'all', conditions: readonly Condition[]): Condition {
  const [first, second] = conditions
  if (first === undefined || second === undefined) return first ?? 'never'
  return how === 'any' ? { any: conditions } : { all: conditions }
}

/** ISO/IEC 7816-4:2005, table 23 (2013: table 33). What is not known here cannot be met, nor its opposite. */
function conditionIn({ tag, value }: Tlv): Condition {
  const inner = () => (readTlvs(value) ?? []).map(conditionIn)
  switch (tag) {
    case 0x90:
      return 'always'
    case 0x9e:
      return conditionOfByte(value[0] ?? 0xff)
    case 0xa4:
      return valueIn(readTlvs(value) ?? [], 0x83)?.[0] ?? 'never'
    case 0xb4:
      return SECURE_CHANNEL
    case 0xa0:
      return joined('any', inner())
    case 0xaf:
      return joined('all', inner())
    case 0xa7:
      return noneOf(readTlvs(value) ?? [])
    default:
      return 'never'
  }
}

/** The template of which nothing may hold. */
function noneOf(fields: readonly Tlv[]): Condition {
  return areKnown(fields) ? { none: fields.map(conditionIn) } : 'never'
}

const areKnown = (fields: readonly Tlv[]): boolean => fields.length > 0 && fields.every(isKnown)

/** With all that is inside. */
function isKnown({ tag, value }: Tlv): boolean {
  const inner = () => readTlvs(value) ?? []
  switch (tag) {
    case 0xa0:
    case 0xa7:
    case 0xaf:
      return areKnown(inner())
    case 0xa4:
      return valueIn(inner(), 0x83)?.[0] !== undefined
    case 0x9e:
      return value[0] === 0xff || conditionOfByte(value[0] ?? 0xff) !== 'never'
    default:
      return tag === 0x90 || tag === 0x97 || tag === 0xb4
  }
}

/** 9.2.5: an access mode byte, and a security condition byte for each of its bits, the highest first; any of several. */
function compactCondition(value: Uint8Array, deed: Deed): Condition {
  const found: Condition[] = []
  for (let at = 0; at < value.length; ) {
    const mode = value[at] ?? 0
    const bits = [0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01].filter((bit) => (mode & bit) !== 0)
    const place = bits.indexOf(deed.bit)
    if (place >= 0) found.push(conditionOfByte(value[at + 1 + place] ?? 0xff))
    at += 1 + bits.length
  }
  return joined('any', found)
}

/** ISO/IEC 7816-4, table 20. User authentication is with PIN1 in environment 1, and with ADM1 where none is named. */
function conditionOfByte(byte: number): Condition {
  if (byte === 0x00) return 'always'
  if (byte === 0xff || (byte & 0x60) !== 0 || (byte & 0x10) === 0) return 'never'
  return [ADM1, PIN1][byte & 0x0f] ?? 'never'
}
