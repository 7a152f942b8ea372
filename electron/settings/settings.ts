import { z } from 'zod'
import { fromHex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { IntakeRules } from '../../shared/intake/rules'
import { because } from '../../shared/reason'
import { BenchFile, PemPair, pathsOf, ServerAccess } from '../home'
import { CardKeySource } from '../keys/source'
import { isAlive, isRunning } from '../records/owner'
import { readText, writeWhole } from '../whole-file'
import { usualReaders } from './usual-readers'

/** `station.json`: what an installed station is told once. */
const StationFile = z.strictObject({
  server: ServerAccess.optional(),
  /** The same as `cardKeys` from a file. */
  admFile: z.string().optional(),
  cardKeys: CardKeySource.optional(),
  /** The PINs of cards that read behind one, for jobs that nobody sits at. */
  pinFile: z.string().optional(),
  batchKeyFile: z.string().optional(),
  factory: PemPair.optional(),
  intake: IntakeRules.optional(),
})
type StationFile = z.infer<typeof StationFile>

export type Settings = {
  readonly bench: BenchFile | undefined
  readonly server: ServerAccess | undefined
  readonly cardKeys: CardKeySource | undefined
  readonly pinFile?: string | undefined
  readonly batchKeyFile: string | undefined
  /** What factory bundles are signed with. */
  readonly factory: z.infer<typeof PemPair> | undefined
  /** Absent: as a station does that was told nothing of it. */
  readonly intake?: IntakeRules | undefined
}

/** A running bench decides everything but the intake's rules, unless real readers are asked for; without one, station.json. Fails with `disk.failed` on a file that cannot be understood. */
export function readSettings(home: string, readers: 'bench' | 'real' = usualReaders): Settings {
  const paths = pathsOf(home)
  const bench = readers === 'bench' ? readJson(paths.benchFile, BenchFile) : undefined
  const told: StationFile = readJson(paths.settings, StationFile) ?? {}
  const { server, admFile, cardKeys, pinFile, batchKeyFile, factory, intake } = told
  if (bench && runs(bench))
    return {
      bench,
      server: bench.server,
      cardKeys: oneKey(bench.adm),
      batchKeyFile: bench.batchKey,
      factory: bench.factory,
      intake,
    }
  if (admFile !== undefined && cardKeys)
    throw new Failed({
      code: 'disk.failed',
      path: paths.settings,
      reason: because('it names both admFile and cardKeys'),
    })
  return {
    bench: undefined,
    server,
    cardKeys: admFile === undefined ? cardKeys : oneKey(admFile),
    pinFile,
    batchKeyFile,
    factory,
    intake,
  }
}

const runs = ({ pid, owner }: BenchFile): boolean => (owner === undefined ? pid > 1 && isRunning(pid) : isAlive(owner))

const oneKey = (path: string): CardKeySource => ({ from: 'file', path, adm: 'ADM1' })

/** Tells `station.json` its DM Server; what else it says stays. Fails with `disk.failed`. */
export function writeServer(home: string, server: ServerAccess): void {
  const path = pathsOf(home).settings
  const told = readJson(path, StationFile) ?? {}
  writeWhole(path, `${JSON.stringify({ ...told, server }, null, 2)}\n`)
}

/** The key that per-device secrets are derived from, as hex. */
export function readBatchKey(path: string | undefined): Uint8Array {
  if (!path)
    throw new Failed({
      code: 'request.invalid',
      path: 'batchKeyFile',
      reason:
        'this station has no batch key to derive secrets from; name one as batchKeyFile in station.json, or start the bench',
    })
  const text = readText(path)?.trim() ?? ''
  if (!/^([0-9a-fA-F]{2}){16,}$/.test(text))
    throw new Failed({ code: 'disk.failed', path, reason: because('a batch key is 16 bytes or more as hex') })
  return fromHex(text)
}

/** Undefined if there is no such file; fails with `disk.failed` on one that cannot be understood. */
export function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  const text = readText(path)
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new Failed({ code: 'disk.failed', path, reason: 'it is not what this program writes there' })
  }
}
