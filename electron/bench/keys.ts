import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failed } from '../../shared/failure'
import { readCardKey } from '../keys/key-file'
import { writeWhole } from '../whole-file'

/** What a bench keeps between its starts, so that cards and templates of yesterday still fit. */
export type BenchKeys = { readonly admFile: string; readonly adm: Uint8Array; readonly batchKeyFile: string }

export async function benchKeys(directory: string): Promise<BenchKeys> {
  const admFile = join(directory, 'adm.txt')
  const batchKeyFile = join(directory, 'batch-key.txt')
  await keep(admFile, () => `hex:${randomBytes(8).toString('hex').toUpperCase()}\n`)
  await keep(batchKeyFile, () => `${randomBytes(32).toString('hex')}\n`)
  return { admFile, adm: readCardKey(admFile).reveal(), batchKeyFile }
}

/** Makes the file if it is not there yet, for its owner only. */
async function keep(path: string, make: () => string): Promise<void> {
  await onDisk(path, async () => {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, make(), { mode: 0o600, flag: 'wx' }).catch(ifThere)
  })
}

const ifThere = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
}

/** The number of the next card this home makes: no two of its cards have the same ICCID. */
export function cardNumbers(directory: string): () => Promise<number> {
  const path = join(directory, 'cards-made.txt')
  let last: Promise<number> | undefined
  return () => {
    const next = (last ?? readNumber(path)).then(async (made) => {
      writeWhole(path, `${made + 1}\n`)
      return made + 1
    })
    last = next.catch(() => readNumber(path))
    return next
  }
}

const readNumber = (path: string): Promise<number> =>
  readFile(path, 'utf8').then(
    (text) => Number.parseInt(text, 10) || 0,
    () => 0,
  )

async function onDisk(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${String(error.code)})` })
  }
}
