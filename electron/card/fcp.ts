import { find, inside, readTlvs } from './tlv'

/** ETSI TS 102 221, 11.1.1.3: what SELECT tells of a file. Sizes in bytes. */
export type Fcp = {
  readonly structure: 'transparent' | 'linear-fixed' | 'cyclic' | 'directory' | 'other'
  readonly sizeBytes: number
  readonly recordBytes: number
  readonly records: number
}

export function readFcp(bytes: Uint8Array): Fcp {
  const template = readTlvs(bytes).find(({ tag }) => tag === 0x62 || tag === 0x6f)
  const fields = inside(template)
  const descriptor = find(fields, 0x82)?.value ?? new Uint8Array()
  const size = find(fields, 0x80)?.value ?? new Uint8Array()
  return {
    structure: structureOf(descriptor[0] ?? 0),
    sizeBytes: size.reduce((sum, byte) => sum * 256 + byte, 0),
    recordBytes: (descriptor[2] ?? 0) * 256 + (descriptor[3] ?? 0),
    records: descriptor[4] ?? 0,
  }
}

/** 11.1.1.4.3: file descriptor byte. */
function structureOf(descriptor: number): Fcp['structure'] {
  if ((descriptor & 0x38) === 0x38) return 'directory'
  if ((descriptor & 0x07) === 0x01) return 'transparent'
  if ((descriptor & 0x07) === 0x02) return 'linear-fixed'
  if ((descriptor & 0x07) === 0x06) return 'cyclic'
  return 'other'
}
