import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fromHex } from '../shared/bytes'
import { Failed } from '../shared/failure'
import { type Secret, secret } from '../shared/secret'
import { utf8 } from '../shared/utf8'
import { BenchFile, pathsOf, ServerAccess } from './home'

/** `station.json`: what an installed station is told once. */
const StationFile = z.strictObject({
  server: ServerAccess.optional(),
  admFile: z.string().optional(),
  batchKeyFile: z.string().optional(),
})
type StationFile = z.infer<typeof StationFile>

export type Settings = {
  readonly bench: BenchFile | undefined
  readonly server: ServerAccess | undefined
  readonly admFile: string | undefined
  readonly batchKeyFile: string | undefined
}

/** A running bench decides everything, unless real readers are asked for; without one, station.json. Fails with `disk.failed` on a file that cannot be understood. */
export function readSettings(home: string, readers: 'bench' | 'real' = 'bench'): Settings {
  const paths = pathsOf(home)
  const bench = readers === 'bench' ? readJson(paths.benchFile, BenchFile) : undefined
  if (bench && isRunning(bench.pid))
    return { bench, server: bench.server, admFile: bench.adm, batchKeyFile: bench.batchKey }
  const { server, admFile, batchKeyFile }: StationFile = readJson(paths.settings, StationFile) ?? {}
  return { bench: undefined, server, admFile, batchKeyFile }
}

/** One line: `hex:…`, `ascii:…`, or bare characters, taken as ASCII. Read when it is used and not kept. */
export function readCardKey(path: string): Secret<Uint8Array> {
  const line = readText(path)?.trim()
  if (!line) throw new Failed({ code: 'disk.failed', path, reason: 'there is no card key in it' })
  const [, form = 'ascii', value = ''] = /^(?:(hex|ascii):)?(.*)$/s.exec(line) ?? []
  const bytes = form === 'hex' ? keyBytes(path, value) : utf8(value)
  if (bytes.length === 0 || bytes.length > 16)
    throw new Failed({ code: 'disk.failed', path, reason: 'a card key has 1 to 16 bytes' })
  // ETSI TS 102 221, 9.5.1: a shorter one is filled with FF to eight bytes.
  return secret(bytes.length >= 8 ? bytes : Uint8Array.from({ length: 8 }, (_, at) => bytes[at] ?? 0xff))
}

function keyBytes(path: string, value: string): Uint8Array {
  if (!/^([0-9a-fA-F]{2})+$/.test(value))
    throw new Failed({ code: 'disk.failed', path, reason: 'after hex: there are pairs of hex digits' })
  return fromHex(value)
}

/** The key that per-device secrets are derived from, as hex. */
export function readBatchKey(path: string | undefined): Uint8Array {
  if (!path)
    throw new Failed({
      code: 'request.invalid',
      path: 'batchKeyFile',
      reason: 'this station has no batch key to derive secrets from',
    })
  const text = readText(path)?.trim() ?? ''
  if (!/^([0-9a-fA-F]{2}){16,}$/.test(text))
    throw new Failed({ code: 'disk.failed', path, reason: 'a batch key is 16 bytes or more as hex' })
  return fromHex(text)
}

/** Undefined if there is no such file. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT') return undefined
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be read (${code})` })
  }
}

function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  const text = readText(path)
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new Failed({ code: 'disk.failed', path, reason: 'it is not what this program writes there' })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
