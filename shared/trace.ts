// What passed between the station and one card, line by line, as it is kept and shown. Secrets are not in it.
import { z } from 'zod'
import { bytesOf, concat, fromHex, hex } from './bytes'
import { JobId } from './job'

/**
 * Hex, and in brackets what is not told: `[8]` is eight bytes, `[239:1f0c93aa]` as well, and the same bytes have the
 * same tag within one trace. `[119xFF]` is padding.
 */
export const TracedBytes = z.string().regex(/^(?:[0-9A-F]{2}|\[\d+(?::[0-9a-f]{8}|xFF)?\])*$/)

const ms = z.number()
const at = z.iso.datetime()

export const TraceLine = z.discriminatedUnion('trace', [
  z.object({
    trace: z.literal('begun'),
    form: z.literal(1),
    at,
    reader: z.string(),
    job: JobId.optional(),
    /** Where it comes from, if not from a job here. */
    origin: z.string().optional(),
  }),
  z.object({
    trace: z.literal('power'),
    ms,
    is: z.enum(['on', 'off']),
    atr: z.string().optional(),
    /** What the reader speaks with the card, where it says so. */
    protocol: z.enum(['T=0', 'T=1']).optional(),
  }),
  z.object({ trace: z.literal('apdu'), ms, tookMs: ms, c: TracedBytes, r: TracedBytes }),
  /** The command and the answer inside the last wrapped one. */
  z.object({ trace: z.literal('inside'), c: TracedBytes, r: TracedBytes }),
  /** A command that was not answered, and the code of why. */
  z.object({ trace: z.literal('lost'), ms, c: TracedBytes, code: z.string() }),
  z.object({ trace: z.literal('ended'), ms, code: z.string().optional() }),
])
export type TraceLine = z.infer<typeof TraceLine>

export type TracedPart = { readonly bytes: Uint8Array } | { readonly hidden: number; readonly tag: string | undefined }

export function partsOf(traced: string): readonly TracedPart[] {
  return [...traced.matchAll(/((?:[0-9A-F]{2})+)|\[(\d+)(?::([0-9a-f]{8})|(xFF))?\]/g)].map(
    ([, shown, size = '0', tag, padding]) => {
      if (shown !== undefined) return { bytes: fromHex(shown) }
      return padding ? { bytes: new Uint8Array(Number(size)).fill(0xff) } : { hidden: Number(size), tag }
    },
  )
}

export const sizeOf = (parts: readonly TracedPart[]): number =>
  parts.reduce((sum, part) => sum + ('bytes' in part ? part.bytes.length : part.hidden), 0)

/** Bytes as they are, padding in short. */
export const shown = (bytes: Uint8Array): string => {
  const { head, middle, tail } = withoutPaddingAround(bytes)
  return padding(head) + hex(middle) + padding(tail)
}

/** How many bytes there are, what of them is padding, and whether they are the same as others. */
export function hidden(bytes: Uint8Array, tagOf: (bytes: Uint8Array) => string): string {
  const { head, middle, tail } = withoutPaddingAround(bytes)
  const body = middle.length === 0 ? '' : `[${middle.length}:${tagOf(middle)}]`
  return padding(head) + body + padding(tail)
}

const padding = (count: number): string => (count === 0 ? '' : count < 4 ? 'FF'.repeat(count) : `[${count}xFF]`)

function withoutPaddingAround(bytes: Uint8Array) {
  const first = bytes.findIndex((byte) => byte !== 0xff)
  if (first < 0) return { head: bytes.length, middle: bytesOf(), tail: 0 }
  const end = bytes.findLastIndex((byte) => byte !== 0xff) + 1
  return { head: first, middle: bytes.subarray(first, end), tail: bytes.length - end }
}

/** The bytes that are told, each hidden one as `filler`. */
export const filled = (parts: readonly TracedPart[], filler = 0x00): Uint8Array =>
  concat(...parts.map((part) => ('bytes' in part ? part.bytes : new Uint8Array(part.hidden).fill(filler))))
