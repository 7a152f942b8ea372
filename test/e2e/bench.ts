import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs, promisify } from 'node:util'
import { z } from 'zod'
import { askBench } from '../../electron/bench/client'
import { CardOrder } from '../../electron/bench/order'
import { askedOfCard, cardOptions } from '../../electron/cli/bench-card'
import { BenchFile, pathsOf } from '../../electron/home'
import { givePki } from '../support/pki'

const root = resolve(import.meta.dirname, '..', '..')
const program = join(root, 'build', 'bootstation.mjs')

const Ready = z.object({
  ready: z.literal(true),
  pid: z.number(),
  readers: z.array(z.string()),
  pcsc: z.object({ socket: z.string() }).optional(),
})

/** A training bench with a home of its own, and hands that move its cards and its server. */
export type Bench = {
  readonly home: string
  readonly ready: z.infer<typeof Ready>
  readonly hand: (...args: readonly string[]) => Promise<string>
  readonly card: (reader: number, ...args: readonly string[]) => Promise<unknown>
  readonly server: (mode: 'up' | 'down' | 'refuse' | 'slow') => Promise<unknown>
}

/** The words of `bench card`, without a program of their own: a hand is quick. */
function cardOrder(reader: number, args: readonly string[]): CardOrder {
  const given = parseArgs({ args: [...args], options: cardOptions, allowPositionals: true })
  return CardOrder.parse(askedOfCard({ ...given.values, reader: String(reader) }, given.positionals[0]))
}

export async function openBench(readers: number): Promise<Bench & { readonly close: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'bootstation-e2e-'))
  givePki(join(home, 'bench'))
  const env = { ...process.env, BOOTSTATION_HOME: home }
  const child = spawn(process.execPath, [program, 'bench', '--readers', String(readers), '--json'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const ready = await firstReady(createInterface({ input: child.stdout }), said)
  const { control } = BenchFile.parse(JSON.parse(await readFile(pathsOf(home).benchFile, 'utf8')))
  return {
    home,
    ready,
    hand: async (...args) =>
      (await promisify(execFile)(process.execPath, [program, ...args, '--json'], { cwd: root, env })).stdout,
    card: (reader, ...args) => askBench(control, cardOrder(reader, args)),
    server: (mode) => askBench(control, { do: 'server', mode }),
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode === null && child.kill('SIGTERM')) await ended
      await rm(home, { recursive: true, force: true })
    },
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
