import { fromBase64, toBase64 } from '../base64'
import { Failed } from '../failure'
import { isSpelt, type Json, textOfLeaf } from '../json'
import type { MoLeaf } from './mo'

/** Formats of leaves that bootstrap objects have (DM 2.0, 6.3.1), and the one byte of SecMode. */
export type LeafFormat = 'chr' | 'int' | 'bool' | 'bin' | 'mode'

/** A leaf as we write it; `fault` says how it was put otherwise. Undefined if it is not of this type at all. */
export type LeafRead = { readonly value: MoLeaf; readonly fault?: 'leaf-type' | 'base64-form' }

/** DM 2.0, 7.2.1.4 asks for the type of the device description; what else a tolerant reader takes is our choice. */
export const leafReaders: Readonly<Record<LeafFormat, (value: Json) => LeafRead | undefined>> = {
  chr: (value) => {
    if (typeof value === 'string') return { value }
    const text = value === null ? undefined : textOfLeaf(value)
    return text === undefined ? undefined : { value: text, fault: 'leaf-type' }
  },
  int: (came) => {
    const value = isSpelt(came) ? Number(came.spelt) : came
    if (typeof value === 'number') return Number.isInteger(value) ? { value } : undefined
    if (typeof value !== 'string' || !/^-?[0-9]+$/.test(value)) return undefined
    const number = Number(value)
    return Number.isSafeInteger(number) ? { value: number, fault: 'leaf-type' } : { value }
  },
  bool: (value) => {
    if (typeof value === 'boolean') return { value }
    if (value === 'true' || value === '1') return { value: true, fault: 'leaf-type' }
    return value === 'false' || value === '0' ? { value: false, fault: 'leaf-type' } : undefined
  },
  bin: readBinary,
  mode: readMode,
}

function readBinary(value: Json): LeafRead | undefined {
  if (typeof value !== 'string') return undefined
  const bytes = bytesOrNone(value)
  if (bytes === undefined) return undefined
  const canonical = toBase64(bytes)
  return canonical === value ? { value } : { value: canonical, fault: 'base64-form' }
}

function bytesOrNone(text: string): Uint8Array | undefined {
  try {
    return fromBase64(text)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}

const modes = new Map<Json, number>([
  [0, 0x00],
  [2, 0x02],
  ['PSK', 0x00],
  ['X509', 0x02],
  ['X.509', 0x02],
])

/** DM 2.0, 12.2 gives SecMode no values: those of the LwM2M security object, 00 PSK and 02 X.509. */
function readMode(value: Json): LeafRead | undefined {
  const mode = modes.get(value)
  if (mode !== undefined) return { value: toBase64(Uint8Array.of(mode)), fault: 'leaf-type' }
  const read = readBinary(value)
  return read?.value === 'AA==' || read?.value === 'Ag==' ? read : undefined
}
