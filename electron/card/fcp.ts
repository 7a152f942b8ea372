import { find, inside, readTlvs, type Tlv } from './tlv'

/** ETSI TS 102 221, 11.1.1.3: what SELECT tells of a file. Sizes in bytes. */
export type Fcp = {
  readonly structure: Structure
  readonly sizeBytes: number
  readonly recordBytes: number
  readonly records: number
  readonly lifeCycle: LifeCycle
  readonly security: Security
  readonly fid?: number
  readonly sfi?: number
  /** The name of an ADF: its AID. */
  readonly name?: Uint8Array
  /** What is left in a directory, where the card tells. */
  readonly freeBytes?: number
}
export type Structure = 'transparent' | 'linear-fixed' | 'cyclic' | 'ber-tlv' | 'directory' | 'other'
export type LifeCycle = 'creation' | 'initialisation' | 'activated' | 'deactivated' | 'terminated' | 'unknown'

/** Where the access rules of a file are: 9.2.4 in records of EF.ARR, 9.2.3 compact, 9.2.4 expanded; a SIM has nibbles. */
export type Security =
  | { readonly form: 'referenced'; readonly fid?: number; readonly rules: readonly RuleRecord[] }
  | { readonly form: 'compact' | 'expanded' | 'sim'; readonly bytes: Uint8Array }
  | { readonly form: 'none' }
/** A record of EF.ARR, and the security environment in which it holds: all of them without one. */
export type RuleRecord = { readonly record: number; readonly environment?: number }

/** Fails with `bytes.malformed`. */
export function readFcp(bytes: Uint8Array): Fcp {
  const fields = inside(readTlvs(bytes).find(({ tag }) => tag === 0x62 || tag === 0x6f))
  const descriptor = find(fields, 0x82)?.value ?? new Uint8Array()
  const fid = numberOf(find(fields, 0x83))
  const name = find(fields, 0x84)?.value
  return {
    structure: structureOf(descriptor[0] ?? 0),
    sizeBytes: numberOf(find(fields, 0x80)) ?? 0,
    recordBytes: (descriptor[2] ?? 0) * 256 + (descriptor[3] ?? 0),
    records: descriptor[4] ?? 0,
    lifeCycle: 'unknown',
    security: { form: 'none' },
    ...(fid !== undefined && { fid }),
    ...(name && { name }),
  }
}

const numberOf = (field: Tlv | undefined): number | undefined => field?.value.reduce((sum, byte) => sum * 256 + byte, 0)

/** 11.1.1.4.3: file descriptor byte. */
function structureOf(descriptor: number): Structure {
  if ((descriptor & 0x38) === 0x38) return 'directory'
  if ((descriptor & 0x07) === 0x01) return 'transparent'
  if ((descriptor & 0x07) === 0x02) return 'linear-fixed'
  if ((descriptor & 0x07) === 0x06) return 'cyclic'
  return 'other'
}
