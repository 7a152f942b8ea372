// A workbook is a zip of XML (ECMA-376, Office Open XML). Its parts are read as streams, and no more of them than a list can be.
import { crc32 } from 'node:zlib'
import { SaxesParser } from 'saxes'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { Failed } from '../../shared/failure'
import { listUnfit } from './unfit'

export type Part = { readonly name: string; readonly sizeBytes: number }
export type Workbook = {
  readonly path: string
  /** Undefined where there is none. */
  readonly find: (name: string) => Part | undefined
  /** What of a part goes to `on`, as far as it is read; each turn tells how many bytes that was. */
  readonly parse: (part: Part, on: OnXml) => AsyncGenerator<number, void, void>
}
export type OnXml = {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

const mostParts = 10_000
const mostPartBytes = 1 << 29
/** Deflate reaches a thousand; a sheet of numbers some thirty. */
const mostRatio = 250
const smallBytes = 1 << 20

/** Fails with `list.unfit` on a zip that is damaged, or made to burst. */
export async function* withWorkbook<T>(
  path: string,
  work: (book: Workbook) => AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  let zip: ZipFile | undefined
  try {
    zip = await yauzl.openPromise(path, { autoClose: false, validateEntrySizes: true })
    yield* work(await bookOf(path, zip))
  } catch (error) {
    if (error instanceof Failed || !(error instanceof Error)) throw error
    throw 'syscall' in error ? error : listUnfit(path, 'damaged')
  } finally {
    zip?.close()
  }
}

async function bookOf(path: string, zip: ZipFile): Promise<Workbook> {
  if (zip.entryCount > mostParts) throw listUnfit(path, 'bursting')
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry)
  return {
    path,
    find: (name) => {
      const entry = entries.get(name.toLowerCase())
      return entry && { name, sizeBytes: entry.uncompressedSize }
    },
    parse: async function* ({ name }, on) {
      const entry = entries.get(name.toLowerCase())
      if (!entry) throw listUnfit(path, 'damaged')
      check(entry, path)
      yield* parsed(whole(await zip.openReadStreamPromise(entry), crcOf(entry), path), path, on)
    },
  }
}

function check(entry: Entry, path: string): void {
  const { uncompressedSize, compressedSize } = entry
  if (entry.isEncrypted()) throw listUnfit(path, 'old-sheet')
  const bursts = uncompressedSize > smallBytes && uncompressedSize > mostRatio * Math.max(1, compressedSize)
  if (bursts || uncompressedSize > mostPartBytes) throw listUnfit(path, 'bursting')
}

/** It is there, and not in the types. */
const crcOf = (entry: Entry & { readonly crc32?: number }): number => entry.crc32 ?? 0

/** The bytes as they were packed, or `list.unfit` at their end. */
async function* whole(stream: AsyncIterable<Buffer>, wanted: number, path: string): AsyncGenerator<Buffer, void, void> {
  let crc = 0
  for await (const chunk of stream) {
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (crc !== wanted) throw listUnfit(path, 'damaged')
}

/** A name without its prefix: programs choose their own. */
const localOf = (name: string): string => name.slice(name.indexOf(':') + 1)

async function* parsed(stream: AsyncIterable<Buffer>, path: string, on: OnXml): AsyncGenerator<number, void, void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('doctype', () => {
    throw listUnfit(path, 'damaged')
  })
  parser.on('opentag', ({ name, attributes }) => on.open(localOf(name), attributes))
  parser.on('text', (text) => on.text?.(text))
  parser.on('closetag', ({ name }) => on.close?.(localOf(name)))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let sinceTag = 0
  for await (const chunk of stream) {
    const tagAt = chunk.lastIndexOf(LESS_THAN)
    sinceTag = tagAt < 0 ? sinceTag + chunk.length : chunk.length - tagAt
    if (sinceTag > smallBytes) throw listUnfit(path, 'bursting')
    parser.write(decoded(decoder, chunk, path))
    yield chunk.length
  }
  parser.close()
}

/** ECMA-376, part 2, 7.2.3.5 allows UTF-16 too, and no program that makes workbooks writes it. */
function decoded(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array, path: string): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch {
    throw listUnfit(path, 'damaged')
  }
}
const LESS_THAN = 0x3c
