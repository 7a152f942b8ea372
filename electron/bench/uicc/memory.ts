import type { ElementaryFile } from './file'

/** Lasting memory: how much of it is free, and for how many bytes there is still power; undefined while there is. */
export type Memory = { freeBytes: number; powerBytes: number | undefined }

// one page is erased and programmed at once; what a file costs besides its body
export const pageBytes = 64
export const headerBytes = 16

/** Writes into a file as far as the power goes, and notes what it wears. */
export function write(memory: Memory, file: ElementaryFile, offset: number, data: Uint8Array): void {
  const written = data.subarray(0, spend(memory, data.length))
  const pages = new Set<number>()
  file.wear.updates++
  for (let at = 0; at < written.length; at++) {
    if (file.bytes[offset + at] === written[at]) continue
    file.wear.bytes++
    pages.add(Math.floor((offset + at) / pageBytes))
  }
  file.wear.pages += pages.size
  file.bytes.set(written, offset)
}

/** A new body as far as the power goes; behind that stands what the cells held before. */
export function programmed(memory: Memory, body: Uint8Array): Uint8Array {
  const whole = new Uint8Array(body.length)
  whole.set(body.subarray(0, spend(memory, body.length)))
  return whole
}

export const hasPower = ({ powerBytes }: Memory): boolean => powerBytes === undefined || powerBytes > 0

/** How many of these bytes there is power for; they are gone then. */
function spend(memory: Memory, bytes: number): number {
  if (memory.powerBytes === undefined) return bytes
  const spent = Math.min(bytes, memory.powerBytes)
  memory.powerBytes -= spent
  return spent
}
