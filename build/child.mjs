import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Starts a program and gives it back with `ended`, a promise of its exit code (128 + n after a signal, like a shell). */
export function startChild(command, args, options) {
  const child = spawn(command, args, options)
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signals[signal] ?? 0)))
  })
  // Whoever wants the failure awaits `ended`; it must not be a crash meanwhile.
  ended.catch(() => undefined)
  return Object.assign(child, { ended })
}

const signals = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }

/** Asks a program to end, and ends it if it does not within the time. */
export async function endChild(child, graceMs = 5000) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await child.ended.catch(() => undefined)
  clearTimeout(timer)
}

/** The first line of a stream for which `pick` gives something; undefined at its end. The stream keeps flowing. */
export function firstLine(stream, pick) {
  const lines = createInterface({ input: stream })
  const found = new Promise((resolve) => {
    lines.on('line', (line) => {
      const picked = pick(line)
      if (picked !== undefined) resolve(picked)
    })
  })
  return Promise.race([found, once(lines, 'close').then(() => undefined)])
}
