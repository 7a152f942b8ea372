import { find, leadingTlvs, numberIn, readTlvs, type Tlv } from './tlv'

/** ETSI TS 102 221, 11.1.1.3: what SELECT tells of a file. Sizes in bytes; 0 where the card does not tell. */
export type Fcp = {
  readonly structure: Structure
  readonly sizeBytes: number
  readonly recordBytes: number
  readonly records: number
  readonly lifeCycle: LifeCycle
  readonly security: Security
  /** The PINs that matter in this directory, and whether they are asked for. */
  readonly pins: readonly PinStatus[]
  readonly fid?: number
  readonly sfi?: number
  /** The name of an ADF: its AID. */
  readonly name?: Uint8Array
  /** What is left in a directory, where the card tells. */
  readonly freeBytes?: number
}
export type Structure = 'transparent' | 'linear-fixed' | 'cyclic' | 'ber-tlv' | 'directory' | 'other'
export type LifeCycle = 'creation' | 'initialisation' | 'activated' | 'deactivated' | 'terminated' | 'unknown'
export type PinStatus = { readonly reference: number; readonly isEnabled: boolean }

/** Where the access rules of a file are: in records of EF.ARR, in the FCP itself, or in the nibbles of a SIM. */
export type Security =
  | { readonly form: 'referenced'; readonly fid?: number; readonly rules: readonly RuleRecord[] }
  | { readonly form: 'compact' | 'expanded' | 'sim'; readonly bytes: Uint8Array }
  | { readonly form: 'none' }
/** A record of EF.ARR, and the security environment in which it holds: all of them without one. */
export type RuleRecord = { readonly record: number; readonly environment?: number }

/**
 * Reads an FCP (62) or an FCI with one in it (6F). What follows the template, and tags that nobody knows, are passed
 * over. One that announces more than came tells what is whole of it; fails with `bytes.malformed` where nothing is.
 */
export function readFcp(bytes: Uint8Array): Fcp {
  const fields = fieldsOf(bytes)
  const descriptor = find(fields, 0x82)?.value ?? new Uint8Array()
  const structure = structureOf(descriptor[0])
  const fid = numberIn(find(fields, 0x83))
  const name = find(fields, 0x84)?.value
  const sfi = find(fields, 0x88)?.value[0]
  const freeBytes = numberIn(find(leadingTlvs(find(fields, 0xa5)?.value ?? new Uint8Array()), 0x83))
  return {
    structure,
    ...sizesOf(structure, descriptor, fields),
    lifeCycle: lifeCycleOf(find(fields, 0x8a)?.value[0]),
    security: securityOf(fields),
    pins: pinsOf(find(fields, 0xc6)),
    ...(fid !== undefined && { fid }),
    ...(sfi !== undefined && sfi >> 3 > 0 && { sfi: sfi >> 3 }),
    ...(name && { name }),
    ...(freeBytes !== undefined && { freeBytes }),
  }
}

function fieldsOf(bytes: Uint8Array): readonly Tlv[] {
  const outer = leadingTlvs(bytes)[0] ?? cutOff(bytes) ?? readTlvs(bytes)[0]
  if (!outer || (outer.tag !== 0x62 && outer.tag !== 0x6f)) return []
  const fields = leadingTlvs(outer.value, outer.offset)
  const inner = outer.tag === 0x6f ? find(fields, 0x62) : undefined
  return inner ? leadingTlvs(inner.value, inner.offset) : fields
}

/** As readers and modems hand on what they asked for with too short a length. */
function cutOff(bytes: Uint8Array): Tlv | undefined {
  const [tag = 0, length = 0] = bytes
  const offset = length < 0x80 ? 2 : 2 + (length & 0x7f)
  const value = bytes.subarray(offset)
  return leadingTlvs(value).length > 0 ? { tag, value, start: 0, offset } : undefined
}

/** 11.1.1.4.1 to 11.1.1.4.3: 80 is the content alone, 81 with what the structure takes; 82 has records of one byte length or two. */
function sizesOf(structure: Structure, descriptor: Uint8Array, fields: readonly Tlv[]) {
  if (structure === 'directory') return { sizeBytes: 0, recordBytes: 0, records: 0 }
  const told = numberIn(find(fields, 0x80))
  const hasRecords = structure === 'linear-fixed' || structure === 'cyclic'
  const whole = numberIn(find(fields, 0x81))
  if (!hasRecords) return { sizeBytes: told ?? whole ?? 0, recordBytes: 0, records: 0 }
  const recordBytes = numberAt(descriptor, 2)
  const counted = numberAt(descriptor, 4)
  const records = counted || (recordBytes && Math.floor((told ?? whole ?? 0) / recordBytes))
  return { sizeBytes: told ?? recordBytes * records, recordBytes, records }
}

/** Of two bytes, or of the one that is there. */
const numberAt = (bytes: Uint8Array, at: number): number =>
  bytes.subarray(at, at + 2).reduce((sum, byte) => sum * 256 + byte, 0)

/** 11.1.1.4.3: file descriptor byte. */
function structureOf(descriptor: number | undefined): Structure {
  if (descriptor === undefined || (descriptor & 0x80) !== 0) return 'other'
  if ((descriptor & 0x3f) === 0x39) return 'ber-tlv'
  if ((descriptor & 0x38) === 0x38) return 'directory'
  const kind = descriptor & 0x07
  if (kind === 0x01) return 'transparent'
  if (kind === 0x02 || kind === 0x03) return 'linear-fixed'
  return kind === 0x06 || kind === 0x07 ? 'cyclic' : 'other'
}

/** 11.1.1.4.9: life cycle status integer. */
function lifeCycleOf(status: number | undefined): LifeCycle {
  if (status === 0x01) return 'creation'
  if (status === 0x03) return 'initialisation'
  if (status === 0x05 || status === 0x07) return 'activated'
  if (status === 0x04 || status === 0x06) return 'deactivated'
  return status !== undefined && status >= 0x0c && status <= 0x0f ? 'terminated' : 'unknown'
}

/** 11.1.1.4.7. 86 is the proprietary form of ISO/IEC 7816-4, table 12: there `inSimMode` puts CLA A0 and the nibbles. */
function securityOf(fields: readonly Tlv[]): Security {
  const referenced = find(fields, 0x8b)?.value
  if (referenced) return { form: 'referenced', ...rulesIn(referenced) }
  const compact = find(fields, 0x8c)?.value
  if (compact) return { form: 'compact', bytes: compact }
  const expanded = find(fields, 0xab)?.value
  if (expanded) return { form: 'expanded', bytes: expanded }
  const own = find(fields, 0x86)?.value
  return own?.[0] === 0xa0 ? { form: 'sim', bytes: own.subarray(1) } : { form: 'none' }
}

/** ISO/IEC 7816-4, table 25: a record; EF.ARR and a record; EF.ARR and pairs of environment and record. */
function rulesIn(value: Uint8Array): { readonly fid?: number; readonly rules: readonly RuleRecord[] } {
  if (value.length === 1) return { rules: [{ record: value[0] ?? 0 }] }
  const fid = numberAt(value, 0)
  if (value.length === 3) return { fid, rules: [{ record: value[2] ?? 0 }] }
  const pairs = Array.from({ length: (value.length - 2) >> 1 }, (_, at) => value.subarray(2 + at * 2, 4 + at * 2))
  return { fid, rules: pairs.map(([environment = 0, record = 0]) => ({ record, environment })) }
}

/** 9.5.2: one bit for each key reference in the order in which they come, the highest for the first. */
function pinsOf(template: Tlv | undefined): readonly PinStatus[] {
  const fields = template ? leadingTlvs(template.value) : []
  const status = find(fields, 0x90)?.value ?? new Uint8Array()
  return fields
    .filter(({ tag }) => tag === 0x83)
    .map(({ value }, at) => ({
      reference: value[0] ?? 0,
      isEnabled: (((status[at >> 3] ?? 0) << (at & 7)) & 0x80) !== 0,
    }))
}
