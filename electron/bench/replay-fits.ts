import { hex } from '../../shared/bytes'
import { filled, sizeOf, type TracedPart } from '../../shared/trace'

/** Whether these may be the bytes of a trace: those that it tells are the same, the others as many. */
export function fits(parts: readonly TracedPart[], bytes: Uint8Array): boolean {
  if (sizeOf(parts) !== bytes.length) return false
  const known = filled(parts)
  let at = 0
  return parts.every((part) => {
    const start = at
    at += 'bytes' in part ? part.bytes.length : part.hidden
    return 'hidden' in part || hex(known.subarray(start, at)) === hex(bytes.subarray(start, at))
  })
}
