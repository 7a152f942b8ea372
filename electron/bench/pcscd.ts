import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failed } from '../../shared/failure'
import { portsFor, type VirtualReader, virtualReaders, writeConf } from './pcscd-conf'
import { type Launch, namespaceLaunch, patchedLaunch } from './pcscd-launch'
import { findPcsc, type PcscPrograms } from './pcscd-programs'
import { askPcscd, type PcscReader } from './pcscd-state'
import { freePorts } from './ports'
import { noteDaemon } from './run-dir'

/** A pcscd of the bench's own, with readers that no other program's pcscd knows. */
export type Pcscd = {
  /** For PCSCLITE_CSOCK_NAME. */
  readonly socket: string
  readonly readers: readonly VirtualReader[]
  /** A file in it with the name of a reader unplugs that reader. Absent where this pcscd does not look. */
  readonly unplugged: string | undefined
  state(): Promise<readonly PcscReader[]>
  close(): Promise<void>
}

export type PcscdOptions = { readonly readers: number; readonly runDir: string; readonly shim: string | undefined }

const restartMs = 2000

/** Fails with `reader.service-down` where a private pcscd cannot be had. */
export async function startPcscd(options: PcscdOptions): Promise<Pcscd> {
  const programs = await findPcsc()
  if (!programs) throw down('pcscd with its virtual reader driver (vsmartcard-vpcd) is not installed')
  const reasons: string[] = []
  for (const launch of [namespaceLaunch, namespaceLaunch, patchedLaunch]) {
    const started = await attempt(launch, programs, options)
    if (typeof started !== 'string') return started
    reasons.push(started)
  }
  throw down(reasons.at(-1) ?? 'pcscd does not start')
}

const down = (reason: string): Failed => new Failed({ code: 'reader.service-down', reason })

async function attempt(launch: Launch, programs: PcscPrograms, options: PcscdOptions): Promise<Pcscd | string> {
  const { runDir, shim, readers: count } = options
  const firstPort = await freePorts(portsFor(count))
  if (firstPort === undefined) return 'no free ports'
  const conf = await writeConf(runDir, programs.driver, count, firstPort)
  const unplugged = join(runDir, 'unplugged')
  await mkdir(unplugged, { recursive: true })
  const { program, args, socketDir } = await launch({ programs, runDir, conf, shim, unplugged })
  const logFile = join(runDir, 'pcscd.log')
  const log = await open(logFile, 'w')
  const stdio = ['ignore' as const, log.fd, log.fd]
  const socket = join(socketDir, 'pcscd.comm')
  const start = async (): Promise<Daemon> => {
    for (const left of [socket, join(socketDir, 'pcscd.pid')]) await rm(left, { force: true })
    const daemon = daemonOf(spawn(program, args, { detached: true, stdio, env: { PATH: process.env.PATH } }))
    await noteDaemon(runDir, daemon.pid, socketDir)
    return daemon
  }
  const daemon = await start()
  const isUp = await isReady(daemon, socket, portsFor(count))
  const end = isUp ? keepAlive(daemon, start) : daemon.end
  const close = async () => {
    await end()
    await log.close()
    await rm(socketDir, { recursive: true, force: true })
  }
  const readers = virtualReaders(count, firstPort)
  if (isUp) return { socket, readers, unplugged: shim && unplugged, state: () => askPcscd(socket), close }
  await close()
  return (
    (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').at(-1) || `${program} does not start pcscd`
  )
}

type Daemon = {
  readonly pid: number | undefined
  readonly gone: Promise<void>
  isGone(): boolean
  end(): Promise<void>
}

/** What an init system does: a daemon that ends is started again, after a moment in which everybody can see that it is gone. */
function keepAlive(first: Daemon, start: () => Promise<Daemon>): () => Promise<void> {
  const ending = new AbortController()
  let current = first
  const keep = async (): Promise<void> => {
    await current.gone
    await sleep(restartMs, undefined, { signal: ending.signal }).catch(() => undefined)
    if (ending.signal.aborted) return
    current = await start()
    return keep()
  }
  const kept = keep()
  return async () => {
    ending.abort()
    await current.end()
    await kept
    await current.end()
  }
}

/** Asks the daemon to end, and after two seconds does not ask any more. */
function daemonOf(child: ChildProcess): Daemon {
  let isGone = false
  const gone = new Promise<void>((resolve) => {
    const note = () => {
      isGone = true
      resolve()
    }
    child.once('exit', note)
    child.once('error', note)
  })
  return {
    pid: child.pid,
    gone,
    isGone: () => isGone,
    end: async () => {
      if (isGone) return
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 2000)
      await gone
      clearTimeout(late)
    },
  }
}

/** Ready when every reader of the configuration is in pcscd's own table. */
async function isReady(daemon: Daemon, socket: string, count: number): Promise<boolean> {
  for (const deadlineMs = performance.now() + 3000; performance.now() < deadlineMs; await sleep(10)) {
    if (daemon.isGone()) return false
    const readers = await askPcscd(socket).catch(() => [])
    if (readers.length >= count) return true
  }
  return false
}
