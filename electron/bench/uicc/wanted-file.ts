import { lifeCycles } from './fcp'
import { type CardFile, directory, type LifeCycle, linear, transparent } from './file'
import { numberIn, readTlvs, type Tlv, tlv, valueIn } from './tlv'

/** ETSI TS 102 222, 6.3.2.2: what the data of CREATE FILE ask for; undefined if they are not as they should be. */
export function wantedFile(data: Uint8Array): CardFile | undefined {
  const fields = templateIn(data)
  if (!fields) return undefined
  const fid = valueIn(fields, 0x83)
  const state = valueIn(fields, 0x8a)
  const lifeCycle = lifeCycleOf(state?.[0])
  const security = fields.find(({ tag }) => tag === 0x8b || tag === 0x8c || tag === 0xab)
  if (fid?.length !== 2 || state?.length !== 1 || !lifeCycle || !security) return undefined
  const common = { fid: numberIn(fid), lifeCycle, security: tlv(security.tag, security.value) }
  const [descriptor = 0] = valueIn(fields, 0x82) ?? []
  return (descriptor & 0x38) === 0x38 ? wantedDirectory(fields, common) : wantedElementary(fields, common)
}

/** 6.3.2.2 and 6.10.2: the data are one file control parameters template. */
export function templateIn(data: Uint8Array): readonly Tlv[] | undefined {
  const objects = readTlvs(data)
  const [template] = objects ?? []
  return objects?.length === 1 && template?.tag === 0x62 ? readTlvs(template.value) : undefined
}

type Common = { readonly fid: number; readonly lifeCycle: LifeCycle; readonly security: Uint8Array }

// 11.1.1.4.3 of TS 102 221: an ADF is named by its AID and has the FID of "the current one"
const CURRENT_ADF = 0x7fff

function wantedDirectory(fields: readonly Tlv[], { fid, lifeCycle, security }: Common): CardFile {
  const named = fid === CURRENT_ADF ? undefined : fid
  return directory({ fid: named, aid: valueIn(fields, 0x84), security, lifeCycle, files: [] })
}

function wantedElementary(fields: readonly Tlv[], common: Common): CardFile | undefined {
  const descriptor = valueIn(fields, 0x82) ?? new Uint8Array(0)
  const size = valueIn(fields, 0x80)
  if (!size || size.length < 1 || size.length > 2 || numberIn(size) === 0) return undefined
  const sizeBytes = numberIn(size)
  const proprietary = readTlvs(valueIn(fields, 0xa5) ?? new Uint8Array(0)) ?? []
  const [special] = valueIn(proprietary, 0xc0) ?? []
  const file = { ...common, sfi: sfiOf(fields, common.fid), special }
  if (((descriptor[0] ?? 0) & 0x07) === 0x01)
    return transparent({ ...file, bytes: filled(proprietary, sizeBytes, sizeBytes) })
  const recordBytes = numberIn(descriptor.subarray(2, 4))
  const isLinear = ((descriptor[0] ?? 0) & 0x07) === 0x02 && recordBytes > 0 && recordBytes < 256
  if (!isLinear || sizeBytes % recordBytes !== 0 || sizeBytes / recordBytes > 254) return undefined
  return linear({ ...file, recordBytes, bytes: filled(proprietary, sizeBytes, recordBytes) })
}

/** Table 4: without an 88 the SFI is in the last bits of the FID; an empty one means none. */
function sfiOf(fields: readonly Tlv[], fid: number): number | undefined {
  const told = valueIn(fields, 0x88)
  const sfi = told === undefined ? fid & 0x1f : (told[0] ?? 0) >> 3
  return sfi === 0 || sfi === 0x1f ? undefined : sfi
}

const lifeCycleOf = (byte: number | undefined): LifeCycle | undefined => {
  if (byte === lifeCycles.creation) return 'creation'
  if (byte === lifeCycles.initialisation) return 'initialisation'
  if (byte === lifeCycles.deactivated) return 'deactivated'
  return byte === lifeCycles.activated ? 'activated' : undefined
}

/** Table 4a: a filling pattern (C1) goes on with its last byte, a repeat pattern (C2) with its first; else FF. */
function filled(proprietary: readonly Tlv[], sizeBytes: number, unitBytes: number): Uint8Array {
  const filling = valueIn(proprietary, 0xc1)
  const repeated = valueIn(proprietary, 0xc2)
  return Uint8Array.from({ length: sizeBytes }, (_, at) => {
    const place = at % unitBytes
    if (filling && filling.length > 0) return filling[Math.min(place, filling.length - 1)] ?? 0xff
    return repeated && repeated.length > 0 ? (repeated[place % repeated.length] ?? 0xff) : 0xff
  })
}
