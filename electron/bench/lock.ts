import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failed } from '../../shared/failure'
import { startOf } from '../records/owner'

/** One bench for each home. Fails with `request.invalid` while another lives; what a killed one left counts for nothing. */
export async function lockBench(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'lock')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const mine = `${process.pid} ${startOf(process.pid) ?? ''}`
  for (let attempt = 0; attempt < 2; attempt++) {
    if (await taken(path, mine)) return () => rm(path, { force: true })
    const [pid, start] = (await readFile(path, 'utf8').catch(() => '')).split(' ')
    if (start && startOf(Number(pid)) === start) {
      throw new Failed({
        code: 'request.invalid',
        reason: `a training bench runs in this home already, as process ${pid}`,
      })
    }
    await rm(path, { force: true })
  }
  throw new Failed({ code: 'request.invalid', reason: 'another training bench starts in this home just now' })
}

const taken = (path: string, text: string): Promise<boolean> =>
  writeFile(path, text, { flag: 'wx', mode: 0o600 }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
      throw new Failed({
        code: 'disk.failed',
        path,
        reason: error instanceof Error ? error.message : 'cannot be written',
      })
    },
  )
