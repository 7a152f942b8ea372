import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failed } from '../../shared/failure'
import { portsFor, type VirtualReader, virtualReaders, writeConf } from './pcscd-conf'
import { type Launch, namespaceLaunch, patchedLaunch } from './pcscd-launch'
import { findPcsc, type PcscPrograms } from './pcscd-programs'
import { askPcscd, type PcscReader } from './pcscd-state'
import { freePorts } from './ports'

/** A pcscd of the bench's own, with readers that no other program's pcscd knows. */
export type Pcscd = {
  /** For PCSCLITE_CSOCK_NAME. */
  readonly socket: string
  readonly pid: number
  readonly readers: readonly VirtualReader[]
  state(): Promise<readonly PcscReader[]>
  close(): Promise<void>
}

export type PcscdOptions = { readonly readers: number; readonly runDir: string; readonly shim: string | undefined }

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
  const { program, args, socketDir } = await launch({ programs, runDir, conf, shim })
  const logFile = join(runDir, 'pcscd.log')
  const log = await open(logFile, 'w')
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: process.env.PATH },
  })
  await log.close()
  const socket = join(socketDir, 'pcscd.comm')
  if (await isReady(child, socket, portsFor(count)))
    return running(child, socket, virtualReaders(count, firstPort), socketDir)
  await end(child)
  return (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').at(-1) || 'pcscd does not start'
}

/** Ready when every reader of the configuration is in pcscd's own table. */
async function isReady(child: ChildProcess, socket: string, count: number): Promise<boolean> {
  let isGone = false
  child.once('error', () => {
    isGone = true
  })
  for (const deadlineMs = performance.now() + 3000; performance.now() < deadlineMs && !isGone; await sleep(10)) {
    if (child.exitCode !== null || child.signalCode !== null) return false
    const readers = await askPcscd(socket).catch(() => [])
    if (readers.length >= count) return true
  }
  return false
}

const running = (child: ChildProcess, socket: string, readers: readonly VirtualReader[], socketDir: string): Pcscd => ({
  socket,
  pid: child.pid ?? 0,
  readers,
  state: () => askPcscd(socket),
  close: async () => {
    await end(child)
    await rm(socketDir, { recursive: true, force: true })
  },
})

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 2000)
  await ended
  clearTimeout(late)
}
