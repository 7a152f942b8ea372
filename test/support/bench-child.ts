import { type ChildProcess, spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { z } from 'zod'

const Ready = z.looseObject({
  pid: z.number(),
  readers: z.array(z.string()),
  pcsc: z.object({ socket: z.string() }).optional(),
  control: z.string(),
  remarks: z.array(z.string()),
})
export type Ready = z.infer<typeof Ready>

const root = join(import.meta.dirname, '..', '..')

/** Bundles the program of bench-process.ts, readable for every user; gives its path. */
export async function bundleBench(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'bench-bundle-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'test/support/bench-process.ts'),
      outDir,
      rolldownOptions: { output: { format: 'esm', entryFileNames: 'bench.mjs' } },
    },
  })
  await mkdir(join(outDir, 'bench'), { recursive: true, mode: 0o755 })
  await copyFile(join(root, 'electron/bench/vpcd-shim.c'), join(outDir, 'bench/vpcd-shim.c'))
  return join(outDir, 'bench.mjs')
}

export type BenchChild = { readonly child: ChildProcess; readonly ready: Ready; readonly startedMs: number }

/** Starts a program that ends up being a bench, and waits for its ready line. */
export async function startBenchChild(command: readonly string[], env: NodeJS.ProcessEnv): Promise<BenchChild> {
  const startMs = performance.now()
  const [program = '', ...args] = command
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ready: Ready.parse(JSON.parse(line)), startedMs: performance.now() - startMs }
  }
  throw new Error('the bench ended without a word')
}

export const ended = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', resolve))
