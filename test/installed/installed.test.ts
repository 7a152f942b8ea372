// The station as it is installed: started, looked at from outside, and attacked with the switches that Electron has.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { asRoot } from '../../build/electron.mjs'
import { freePorts } from '../../electron/bench/ports'
import { type Bench, openBench } from '../e2e/bench'

const dist = resolve(import.meta.dirname, '..', '..', 'dist', 'linux-unpacked')
const binary = join(dist, 'bootstation')
const asar = join(dist, 'resources', 'app.asar')
const resources = join(dist, 'resources', 'station')

const running: { readonly child: ChildProcess; readonly home: string }[] = []
afterEach(async () => {
  const ended = running.splice(0)
  for (const { child } of ended) child.kill('SIGKILL')
  // Their parts end a moment after them, and write into their homes until then.
  for (const { child } of ended)
    await until(
      () => partsOf(child.pid).length === 0,
      () => `still running: ${partsOf(child.pid).join(' ')}`,
    )
  for (const { home } of ended) rmSync(home, { recursive: true, force: true })
}, 60_000)

type Opened = { readonly child: ChildProcess; readonly home: string; readonly said: () => string }

function open(env: NodeJS.ProcessEnv, ...switches: readonly string[]): Opened {
  const home = mkdtempSync(join(tmpdir(), 'bootstation-installed-'))
  const child = spawn(binary, [...asRoot, ...switches], {
    env: { ...process.env, BOOTSTATION_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  running.push({ child, home })
  return { child, home, said: () => said.join('') }
}

/** What runs below a process: its own parts, by the type that Chromium gives them. */
function partsOf(pid: number | undefined): readonly string[] {
  const commands = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return commands.flatMap((name) => {
    try {
      const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return command.includes(dist) || Number(parent) === pid ? [command] : []
    } catch {
      return []
    }
  })
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => done(true)).once('error', () => done(false))
    socket.once('close', () => socket.destroy())
  })

async function until(is: () => boolean | Promise<boolean>, why: () => string): Promise<void> {
  const ends = Date.now() + 45_000
  while (!(await is())) {
    if (Date.now() > ends) expect.fail(why())
    await sleep(250)
  }
}

const Dump = z.object({ log: z.array(z.object({ c: z.string() })) })
const commandsAt = async (bench: Bench, reader: number): Promise<readonly string[]> =>
  Dump.parse(await bench.card(reader, 'dump')).log.map(({ c }) => c)

test('its fuses are those of the configuration, read back from the program', async () => {
  const fuses = await getCurrentFuseWire(binary)
  const isOn = (fuse: FuseV1Options): boolean => String.fromCharCode(Number(fuses[fuse])) === '1'
  expect({
    runAsNode: isOn(FuseV1Options.RunAsNode),
    cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
    nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    ...{ runAsNode: false, cookieEncryption: true, nodeOptions: false, inspect: false },
    ...{ asarIntegrity: true, onlyAsar: true, fileProtocol: false },
  })
})

test('there is no bench in it', () => {
  const programs = readdirSync(resources, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mjs'))
  const bytes = [asar, ...programs.map((name) => join(resources, name))]
    .map((file) => readFileSync(file, 'latin1'))
    .join()
  expect(bytes).toContain('bootstation')
  expect(programs).toContain('cli.mjs')
  // What only a virtual card, a virtual reader and a bench's server have.
  for (const word of ['vpcd', 'createUicc', 'startTrainingServer', 'benchPki', 'enrolment-secret'])
    expect(bytes.includes(word), word).toBe(false)
  expect(existsSync(join(dist, 'resources', 'app'))).toBe(false)
})

test('its command line works on a home of its own, and has no bench', () => {
  const home = mkdtempSync(join(tmpdir(), 'bootstation-installed-'))
  const run = (...args: string[]) => {
    const env = { ...process.env, BOOTSTATION_HOME: home }
    const ran = spawnSync(join(resources, 'bin', 'bootstation'), [...args, '--json'], { env, encoding: 'utf8' })
    return { code: ran.status, said: ran.stdout }
  }
  try {
    const composed = run('template', 'list')
    expect(composed.code).toBe(0)
    expect(composed.said).toContain('"uicc-dm20"')
    expect(run('job', 'list')).toEqual({ code: 0, said: '' })
    expect(existsSync(join(home, 'station.db'))).toBe(true)
    expect(run('bench').code).toBe(2)
    expect(run('--help').said).not.toMatch(/^ {2}bench/m)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
})

test('it opens its window, reads the cards in the system’s readers, and ignores a bench that runs', async () => {
  const bench = await openBench(2)
  try {
    const socket = bench.ready.pcsc?.socket
    if (socket === undefined) return
    const station = open({ PCSCLITE_CSOCK_NAME: socket, BOOTSTATION_HOME: bench.home })
    const met = async () => (await commandsAt(bench, 1)).some((command) => /^00A4.*2FE2/i.test(command))
    await until(met, () => `no card was read:\n${station.said()}`)
    await until(
      () => partsOf(station.child.pid).some((command) => command.includes('--type=renderer')),
      () => 'it has no window',
    )
    const readers = partsOf(station.child.pid).filter((command) => command.includes('pcsc.mjs'))
    expect(readers).toEqual([expect.stringContaining(join(dist, 'resources', 'station', 'node'))])
  } finally {
    await bench.close()
  }
})

describe('nobody gets in', () => {
  test.each(['--inspect', '--inspect-brk', '--remote-debugging-port'])('by %s', async (name) => {
    const port = await freePorts(1)
    const station = open({}, `${name}=${port}`)
    await until(
      () => partsOf(station.child.pid).some((command) => command.includes('--type=renderer')),
      () => `it did not start:\n${station.said()}`,
    )
    expect(await isListening(port ?? 0)).toBe(false)
    expect(station.said()).not.toMatch(/listening on ws:/)
  })

  test('by ELECTRON_RUN_AS_NODE or NODE_OPTIONS', async () => {
    const marker = join(mkdtempSync(join(tmpdir(), 'bootstation-mark-')), 'ran')
    const script = `require('fs').writeFileSync(${JSON.stringify(marker)}, '')`
    const asNode = open({ ELECTRON_RUN_AS_NODE: '1' }, '-e', script)
    const required = open({
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(`import fs from 'fs'; fs.writeFileSync(${JSON.stringify(marker)}, '')`)}`,
    })
    for (const { child } of [asNode, required])
      await until(
        () => partsOf(child.pid).some((command) => command.includes('--type=renderer')),
        () => 'it did not start',
      )
    expect(existsSync(marker)).toBe(false)
  })
})
