import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fromHex } from '../shared/bytes'
import { Failed } from '../shared/failure'
import { IntakeRules } from '../shared/intake/rules'
import { type Secret, secret } from '../shared/secret'
import { utf8 } from '../shared/utf8'
import { BenchFile, PemPair, pathsOf, ServerAccess } from './home'
import { isRunning } from './records/owner'

/** `station.json`: what an installed station is told once. */
const StationFile = z.strictObject({
  server: ServerAccess.optional(),
  admFile: z.string().optional(),
  batchKeyFile: z.string().optional(),
  factory: PemPair.optional(),
  intake: IntakeRules.optional(),
})
type StationFile = z.infer<typeof StationFile>

export type Settings = {
  readonly bench: BenchFile | undefined
  readonly server: ServerAccess | undefined
  readonly admFile: string | undefined
  readonly batchKeyFile: string | undefined
  /** What factory bundles are signed with. */
  readonly factory: z.infer<typeof PemPair> | undefined
  /** Absent: as a station does that was told nothing of it. */
  readonly intake?: IntakeRules | undefined
}

/** A running bench decides everything but the intake's rules, unless real readers are asked for; without one, station.json. Fails with `disk.failed` on a file that cannot be understood. */
export function readSettings(home: string, readers: 'bench' | 'real' = 'bench'): Settings {
  const paths = pathsOf(home)
  const bench = readers === 'bench' ? readJson(paths.benchFile, BenchFile) : undefined
  const { server, admFile, batchKeyFile, factory, intake }: StationFile = readJson(paths.settings, StationFile) ?? {}
  if (bench && bench.pid > 1 && isRunning(bench.pid))
    return {
      bench,
      server: bench.server,
      admFile: bench.adm,
      batchKeyFile: bench.batchKey,
      factory: bench.factory,
      intake,
    }
  return { bench: undefined, server, admFile, batchKeyFile, factory, intake }
}

/** ETSI TS 102 221, 9.5.1: VERIFY takes eight bytes; four to seven characters are filled up with FF. */
const KEY_BYTES = 8
const LEAST_CHARACTERS = 4

/**
 * One line: `hex:` and eight bytes, or `ascii:` or nothing and four to eight characters. Read when it is used, not kept.
 * Anything else is a mistake that would cost the card a try.
 * Fails with `request.invalid`, which never holds what is in the file.
 */
export function readCardKey(path: string): Secret<Uint8Array> {
  const line = readText(path)
    ?.replace(/^\uFEFF/, '')
    .trim()
  if (line === undefined) throw badKey(path, 'there is no such file')
  if (line === '' || /[\r\n]/.test(line)) throw badKey(path, 'a card key file has one line')
  const [, prefix = 'ascii', value = ''] = /^(?:(hex|ascii):)?(.*)$/i.exec(line) ?? []
  const form = prefix.toLowerCase()
  if (form === 'hex' && !/^([0-9a-fA-F]{2})*$/.test(value))
    throw badKey(path, 'after hex: there are pairs of hex digits')
  if (form !== 'hex' && !/^[ -~]*$/.test(value)) throw badKey(path, 'a card key that is not hex is ASCII')
  const bytes = form === 'hex' ? fromHex(value) : utf8(value)
  const least = form === 'hex' ? KEY_BYTES : LEAST_CHARACTERS
  if (bytes.length < least || bytes.length > KEY_BYTES)
    throw badKey(path, `a card key has ${KEY_BYTES} bytes, not ${bytes.length}`)
  return secret(Uint8Array.from({ length: KEY_BYTES }, (_, at) => bytes[at] ?? 0xff))
}

const badKey = (path: string, reason: string): Failed =>
  new Failed({ code: 'request.invalid', path: 'card key', reason: `${path}: ${reason}` })

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
