// A list before it is read: what kind of file it is, by its bytes and not by its name, its hash, and whether it is text.
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { createTextLook } from './text-look'
import { listUnfit } from './unfit'

export type Survey = {
  readonly kind: 'text' | 'sheet'
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  readonly sha256: string
  readonly sizeBytes: number
}

/** More is no list of devices. */
export const mostBytes = 1 << 30
const HEAD_BYTES = 4096

/** Reads it once. Fails with `list.unfit` on what is no list, or text in no encoding that is known here. */
export async function survey(file: FileHandle, path: string, signal: AbortSignal | undefined): Promise<Survey> {
  const stat = await file.stat()
  if (!stat.isFile()) throw listUnfit(path, 'not-a-list')
  if (stat.size > mostBytes) throw listUnfit(path, 'too-large')
  if (stat.size === 0) throw listUnfit(path, 'empty')
  const head = Buffer.alloc(HEAD_BYTES)
  const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0)
  const opening = head.subarray(0, bytesRead)
  const kind = kindOf(opening, path)
  const wide = kind === 'text' ? wideEncodingOf(opening) : undefined
  const hash = createHash('sha256')
  const look = kind === 'text' && wide === undefined ? createTextLook(path) : undefined
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false, highWaterMark: 1 << 20 })) {
    signal?.throwIfAborted()
    hash.update(chunk)
    look?.take(chunk)
  }
  return { kind, encoding: wide ?? look?.encoding() ?? 'utf-8', sha256: hash.digest('hex'), sizeBytes: stat.size }
}

function kindOf(head: Buffer, path: string): Survey['kind'] {
  // APPNOTE 4.3.7: a zip begins with a local file header.
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) return 'sheet'
  // [MS-CFB] 2.2: an old workbook, or a new one behind a password.
  if (head.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) throw listUnfit(path, 'old-sheet')
  return 'text'
}

/** By its mark, or by the zeros that are every other byte of digits. */
function wideEncodingOf(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 1].map((odd) => head.filter((byte, at) => at % 2 === odd && byte === 0).length)
  const [even = 0, odd = 0] = zeros
  if (odd * 3 > head.length && even * 10 < head.length) return 'utf-16le'
  if (even * 3 > head.length && odd * 10 < head.length) return 'utf-16be'
  return undefined
}
