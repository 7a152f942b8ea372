import { createHash } from 'node:crypto'
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './run'

const source = 'vpcd-shim.c'

/**
 * The library that makes pcscd's virtual readers quick, compiled once for each version of its source and kept in the
 * user's cache. Undefined where there is no compiler: everything works then, at 44 ms a command.
 */
export async function shimFor(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const file = await findSource()
  if (!file) return undefined
  const digest = createHash('sha256')
    .update(await readFile(file))
    .update(process.arch)
    .digest('hex')
    .slice(0, 16)
  const cache = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'bootstation')
  const library = join(cache, `vpcd-shim-${digest}.so`)
  return (await exists(library)) || (await compile(file, library)) ? library : undefined
}

/** Beside this file, and in a bundle in the folder `bench` beside it. */
async function findSource(): Promise<string | undefined> {
  const here = dirname(fileURLToPath(import.meta.url)).replace(/\/chunks$/, '')
  for (const file of [join(here, source), join(here, 'bench', source)]) if (await exists(file)) return file
  return undefined
}

/** Appears under its name only when it is whole, so that two benches may compile at once. */
async function compile(file: string, library: string): Promise<boolean> {
  const part = `${library}.${process.pid}`
  const made = await mkdir(dirname(library), { recursive: true }).then(
    () => run('cc', ['-O2', '-shared', '-fPIC', '-o', part, file, '-ldl']),
    () => undefined,
  )
  if (made?.code === 0) await rename(part, library)
  await rm(part, { force: true }).catch(() => undefined)
  return made?.code === 0
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
