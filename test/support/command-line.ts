import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { givePki } from './pki'

const bin = join(import.meta.dirname, '..', '..', 'build', 'bootstation.mjs')

export const Ready = z.object({
  ready: z.literal(true),
  pid: z.number(),
  readers: z.array(z.string()),
  pcsc: z.object({ socket: z.string() }),
  server: z.object({ url: z.string(), ca: z.string() }),
  adm: z.string(),
  template: z.string(),
})
export type Ready = z.infer<typeof Ready>

export type Ran = {
  readonly code: number | null
  readonly objects: readonly Record<string, unknown>[]
  readonly stderr: string
}

export type TestBench = Ready & {
  readonly home: string
  /** Runs one command line with `--json` in this home. */
  readonly run: (...args: string[]) => Promise<Ran>
  /** The same, still running. */
  readonly start: (...args: string[]) => { readonly child: ChildProcess; readonly ended: Promise<Ran> }
  readonly close: () => Promise<void>
}

/** A real bench in a home of its own: pcscd, cards, DM Server. */
export async function openBench(
  readers: number,
  env: NodeJS.ProcessEnv = {},
  home = mkdtempSync(join(tmpdir(), 'bootstation-bench-')),
): Promise<TestBench> {
  givePki(join(home, 'bench'))
  const start = (...args: string[]) => startCommand(home, [...args, '--json'], env)
  const bench = start('bench', '--readers', String(readers))
  const ready = Ready.parse(JSON.parse(await firstLine(bench.child)))
  return {
    ...ready,
    home,
    start,
    run: (...args) => start(...args).ended,
    close: async () => {
      bench.child.kill('SIGTERM')
      await bench.ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Runs one command line with `--json` in a home. */
export const runCommand = (home: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  startCommand(home, [...args, '--json'], env).ended
/** One command line with `--json` in a home. */
export const runIn = (home: string, ...args: string[]): Promise<Ran> =>
  startCommand(home, [...args, '--json'], {}).ended

/** The same, still running. */
export const startIn = (home: string, ...args: string[]) => startCommand(home, [...args, '--json'], {})

function startCommand(home: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, ...env, BOOTSTATION_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => stdout.push(part))
  child.stderr.on('data', (part: Buffer) => stderr.push(part))
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      const lines = Buffer.concat(stdout)
        .toString()
        .split('\n')
        .filter((line) => line.startsWith('{'))
      resolve({ code, objects: lines.map((line) => JSON.parse(line)), stderr: Buffer.concat(stderr).toString() })
    })
  })
  return { child, ended }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no stdout')
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error('the bench ended before it was ready')
}
