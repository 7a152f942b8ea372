import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startOf } from '../records/owner'

const prefix = 'bootstation-'
// sun_path holds 108 bytes with its final zero; the longest name in the directory is run/pcscd.comm
const longestBase = 80

/**
 * A directory for the sockets of one bench, open to its user only. It is under /tmp rather than under /run, which a
 * private pcscd may have to hide. Directories of benches that were killed go first, with the pcscd they left.
 */
export async function makeRunDir(): Promise<string> {
  const base = [tmpdir(), '/tmp'].find((path) => path.length < longestBase && !path.startsWith('/run/')) ?? '/tmp'
  await clearStale(base)
  const directory = await mkdtemp(join(base, prefix))
  await writeFile(join(directory, 'owner'), `${process.pid} ${startOf(process.pid)}`)
  return directory
}

async function clearStale(base: string): Promise<void> {
  const names = (await readdir(base).catch(() => [])).filter((name) => name.startsWith(prefix))
  await Promise.all(names.map((name) => clearIfStale(join(base, name))))
}

async function clearIfStale(directory: string): Promise<void> {
  const owner = await readFile(join(directory, 'owner'), 'utf8').catch(() => undefined)
  const mine = await stat(directory).then(
    ({ uid }) => uid === process.getuid?.(),
    () => false,
  )
  const [pid, start] = owner?.split(' ') ?? []
  if (!mine || !start || startOf(Number(pid)) === start) return
  await clearDaemon(directory)
  await rm(directory, { recursive: true, force: true }).catch(() => undefined)
}

/** What is noted of the pcscd of a run directory, for whoever has to clear up after a bench that was killed. */
export const noteDaemon = (directory: string, pid: number | undefined, socketDir: string): Promise<void> =>
  writeFile(join(directory, 'daemon'), `${pid ?? ''} ${socketDir}`)

/** Only a process that still names this very directory on its command line is ours to end. */
async function clearDaemon(directory: string): Promise<void> {
  const [pid, socketDir] = (await readFile(join(directory, 'daemon'), 'utf8').catch(() => '')).split(' ')
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (commandLine.includes(directory)) process.kill(Number(pid), 'SIGKILL')
  if (socketDir?.startsWith('/tmp/')) await rm(socketDir, { recursive: true, force: true }).catch(() => undefined)
}
