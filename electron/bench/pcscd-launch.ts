import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PcscPrograms } from './pcscd-programs'

export type LaunchDeps = {
  readonly programs: PcscPrograms
  readonly runDir: string
  readonly conf: string
  readonly shim: string | undefined
  /** The folder that names the readers which are unplugged. */
  readonly unplugged: string
}
export type Launched = { readonly program: string; readonly args: readonly string[]; readonly socketDir: string }

/** A way to start a pcscd whose socket is not the system's. */
export type Launch = (deps: LaunchDeps) => Promise<Launched>

// How often pcscd looks for a card coming or going; the system's looks every 400 ms
const pollMs = 25

/**
 * $1 our directory for $2, the compiled-in directory of the socket; $3 an empty one for $4, where USB drivers are (the
 * bench must not grab real readers); the rest is the daemon. Where $2 is missing it is made in a /run of its own.
 * pdeathsig ends the daemon with the bench, however the bench ends.
 */
const script = `
set -e
[ -d "$2" ] || { mount -t tmpfs none "$5"; mkdir -p "$2"; }
mount --bind "$1" "$2"
mount --bind "$3" "$4" || true
shift 5
if command -v setpriv >/dev/null; then exec setpriv --pdeathsig KILL "$@"; fi
exec "$@"
`

/** In a mount namespace of its own, and as an ordinary user in a user namespace too. */
export const namespaceLaunch: Launch = async (deps) => {
  const { programs, runDir } = deps
  const socketDir = join(runDir, 'run')
  const empty = join(runDir, 'empty')
  await mkdir(socketDir, { recursive: true })
  await mkdir(empty, { recursive: true })
  const asUser = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  const places = [socketDir, programs.ipcDir, empty, programs.usbDropDir, dirname(programs.ipcDir)]
  const daemon = daemonOf(programs.pcscd, deps)
  const args = [...asUser, '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', ...places, ...daemon]
  return { program: 'unshare', args, socketDir }
}

/** Where namespaces are refused: a copy of the daemon with other paths of the same length written into it. */
export const patchedLaunch: Launch = async (deps) => {
  const { programs, runDir } = deps
  const socketDir = `/tmp/${randomBytes(16).toString('base64url').replaceAll(/[-_]/g, 'x')}`.slice(
    0,
    programs.ipcDir.length,
  )
  const pcscd = join(runDir, 'pcscd')
  await mkdir(socketDir, { mode: 0o700 })
  const binary = (await readFile(programs.pcscd)).toString('latin1')
  const nowhere = '/nonexistent'.padEnd(programs.usbDropDir.length, '-').slice(0, programs.usbDropDir.length)
  const patched = binary.replaceAll(programs.ipcDir, socketDir).replaceAll(programs.usbDropDir, nowhere)
  await writeFile(pcscd, patched, 'latin1')
  await chmod(pcscd, 0o700)
  return {
    program: 'setpriv',
    args: ['--pdeathsig', 'KILL', ...daemonOf(pcscd, deps)],
    socketDir,
  }
}

const daemonOf = (pcscd: string, { programs, conf, shim, unplugged }: LaunchDeps) => [
  'env',
  ...(shim ? [`LD_PRELOAD=${shim}`, `BENCH_POLL_MS=${pollMs}`, `BENCH_UNPLUGGED=${unplugged}`] : []),
  pcscd,
  '--foreground',
  '--error',
  '--config',
  conf,
  ...programs.options,
]
