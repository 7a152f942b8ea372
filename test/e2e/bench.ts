import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { z } from 'zod'

const root = resolve(import.meta.dirname, '..', '..')
const program = join(root, 'build', 'bootstation.mjs')

const Ready = z.object({
  ready: z.literal(true),
  pid: z.number(),
  readers: z.array(z.string()),
  pcsc: z.object({ socket: z.string() }).optional(),
})

/** A training bench with a home of its own, and hands that move its cards and its server from another process. */
export type Bench = {
  readonly home: string
  readonly ready: z.infer<typeof Ready>
  readonly hand: (...args: readonly string[]) => Promise<string>
  readonly card: (reader: number, ...args: readonly string[]) => Promise<string>
  readonly server: (mode: 'up' | 'down' | 'refuse' | 'slow') => Promise<string>
}

export async function withBench(readers: number, work: (bench: Bench) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'bootstation-e2e-'))
  const env = { ...process.env, BOOTSTATION_HOME: home }
  const child = spawn(process.execPath, [program, 'bench', '--readers', String(readers), '--json'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const hand: Bench['hand'] = async (...args) => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--json'], { cwd: root, env })
    return stdout
  }
  try {
    const ready = await firstReady(createInterface({ input: child.stdout }), said)
    await work({
      home,
      ready,
      hand,
      card: (reader, ...args) => hand('bench', 'card', '--reader', String(reader), ...args),
      server: (mode) => hand('bench', 'server', mode),
    })
  } finally {
    child.kill('SIGTERM')
    if (child.exitCode === null) await new Promise((ended) => child.once('exit', ended))
    await rm(home, { recursive: true, force: true })
  }
}

async function firstReady(lines: AsyncIterable<string>, said: readonly string[]): Promise<z.infer<typeof Ready>> {
  for await (const line of lines) {
    const ready = Ready.safeParse(jsonOf(line))
    if (ready.success) return ready.data
  }
  throw new Error(`the bench did not start:\n${said.join('')}`)
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new Error(`the bench said this where only JSON belongs: ${line}`)
  }
}
