import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOf } from '../../electron/records/owner'
import { bundleBench, ended, startBenchChild } from '../support/bench-child'
import { openSc } from '../support/opensc'

let program: string
let home: string

beforeAll(async () => {
  program = await bundleBench()
  home = await mkdtemp(join(tmpdir(), 'bench-home-'))
  await chmod(dirname(program), 0o755)
})
afterAll(async () => {
  await rm(dirname(program), { recursive: true })
  await rm(home, { recursive: true })
})

const environment = () => ({ ...process.env, HOME: home })

/** The pid of the pcscd that serves a socket, as it wrote it down. */
const pcscdOf = async (socket: string): Promise<number> =>
  Number.parseInt(await readFile(join(dirname(socket), 'pcscd.pid'), 'utf8'), 10)

/** Whether a process is gone soon: its pid is free, or a zombie nobody has fetched yet. */
async function isGoneSoon(pid: number): Promise<boolean> {
  for (let at = 0; at < 100; at++) {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    if (state === '' || / Z /.test(state)) return true
    await sleep(20)
  }
  return false
}

test('pcscd ends with a bench that is killed, and the next bench in that home starts as if nothing had been', async () => {
  const { child, ready } = await startBenchChild([process.execPath, program, home, '2'], environment())
  const socket = ready.pcsc?.socket ?? ''
  const pid = await pcscdOf(socket)
  expect(startOf(pid)).toBeDefined()
  child.kill('SIGKILL')
  await ended(child)
  expect(await isGoneSoon(pid)).toBe(true)
  expect((await stat(join(home, 'bench.json'))).isFile()).toBe(true)

  const next = await startBenchChild([process.execPath, program, home, '2'], environment())
  await expect(stat(dirname(dirname(socket)))).rejects.toThrow('ENOENT')
  next.child.kill('SIGTERM')
  await ended(next.child)
  expect(next.child.exitCode).toBe(0)
  expect(await isGoneSoon(await pcscdOf(next.ready.pcsc?.socket ?? '').catch(() => 0))).toBe(true)
  await expect(stat(join(home, 'bench.json'))).rejects.toThrow('ENOENT')
})

test('a bench ends when the shell that npm started it through loses its parent', async () => {
  // a program that starts a shell that starts the bench, and is killed: as a test or a window that dies does
  const command = `'${process.execPath}' '${program}' '${home}' 1; true`
  const starter = `require('node:child_process').spawn('sh', ['-c', process.argv[1]], { stdio: 'inherit' })`
  const { child, ready } = await startBenchChild([process.execPath, '-e', starter, command], environment())
  const pid = await pcscdOf(ready.pcsc?.socket ?? '')
  child.kill('SIGKILL')
  await ended(child)
  expect(await isGoneSoon(ready.pid)).toBe(true)
  expect(await isGoneSoon(pid)).toBe(true)
})

test.skipIf(process.getuid?.() !== 0)('an ordinary user has the same bench', async () => {
  const theirs = await mkdtemp(join(tmpdir(), 'bench-user-'))
  const uid = 54_321
  execFileSync('chown', [String(uid), theirs])
  const asUser = [
    'setpriv',
    '--reuid',
    String(uid),
    '--regid',
    String(uid),
    '--clear-groups',
    process.execPath,
    program,
  ]
  const { child, ready } = await startBenchChild([...asUser, join(theirs, 'home'), '4'], {
    ...process.env,
    HOME: theirs,
  })
  expect(ready.remarks).toEqual([])
  const tools = await openSc(ready.pcsc?.socket ?? '', home)
  expect((await tools.listReaders()).map(({ name }) => name)).toEqual(ready.readers)
  const pid = await pcscdOf(ready.pcsc?.socket ?? '')
  expect((await stat(`/proc/${pid}`)).uid).toBe(uid)
  child.kill('SIGKILL')
  await ended(child)
  expect(await isGoneSoon(pid)).toBe(true)
  await rm(theirs, { recursive: true })
})

test('where namespaces are refused a copy of pcscd with other paths serves', async () => {
  const bin = await onlyThese('setpriv', 'env', 'cc', 'sh', 'ld', 'as')
  const { child, ready } = await startBenchChild([process.execPath, program, home, '2'], {
    ...environment(),
    PATH: bin,
  })
  expect(ready.pcsc?.socket).toMatch(/^\/tmp\/[^/]+\/pcscd\.comm$/)
  const readers = await (await openSc(ready.pcsc?.socket ?? '', home)).listReaders()
  expect(readers).toEqual(ready.readers.map((name) => ({ card: 'Yes', name })))
  child.kill('SIGTERM')
  await ended(child)
})

test('without a compiler the bench works and says that it is slow', async () => {
  const bin = await onlyThese('setpriv', 'env', 'sh', 'unshare', 'mount', 'mkdir')
  const cache = await mkdtemp(join(home, 'cache-'))
  const env = { ...environment(), PATH: bin, XDG_CACHE_HOME: cache }
  const { child, ready } = await startBenchChild([process.execPath, program, home, '2'], env)
  expect(ready.remarks.join()).toMatch(/compiler/)
  expect(await (await openSc(ready.pcsc?.socket ?? '', home)).listReaders()).toHaveLength(2)
  child.kill('SIGTERM')
  await ended(child)
  expect(await readdir(cache)).toEqual(['bootstation'])
})

test('two benches that start at the same moment have different ports and sockets', async () => {
  const homes = [join(home, 'one'), join(home, 'two')]
  await Promise.all(homes.map((path) => mkdir(path)))
  const benches = await Promise.all(
    homes.map((path) => startBenchChild([process.execPath, program, path, '8'], environment())),
  )
  for (const { ready } of benches) {
    const readers = await (await openSc(ready.pcsc?.socket ?? '', home)).listReaders()
    expect(readers.map(({ card }) => card)).toEqual(Array(8).fill('Yes'))
  }
  for (const { child } of benches) child.kill('SIGTERM')
  await Promise.all(benches.map(({ child }) => ended(child)))
})

/** A PATH with these programs only. */
async function onlyThese(...names: readonly string[]): Promise<string> {
  const directory = await mkdtemp(join(home, 'path-'))
  for (const name of names) {
    const place = execFileSync('sh', ['-c', `command -v ${name}`])
      .toString()
      .trim()
    await symlink(place, join(directory, name))
  }
  return directory
}
