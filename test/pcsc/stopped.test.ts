// What stands still is not the card: a service or a process that does not go on is the station's trouble.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bench, startBench } from '../../electron/bench/bench'
import { askBench } from '../../electron/bench/client'
import type { Driver } from '../../electron/reader/driver'
import { createPcscDriver } from '../../electron/reader/pcsc-driver'
import { fromHex, hex } from '../../shared/bytes'
import { silentServer } from '../support/bench-server'

const script = join(import.meta.dirname, '..', '..', 'out', 'pcsc.mjs')
const hastyMs = 300
let home: string
let bench: Bench
let driver: Driver

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'bench-home-'))
  bench = await startBench({ home, readers: 1, server: silentServer() })
  const socket = bench.file.pcsc?.socket ?? expect.fail('there is no pcscd here')
  driver = createPcscDriver({ node: process.execPath, script, socket, log: () => undefined })
})
afterAll(async () => {
  await driver.close()
  await bench.close()
  await rm(home, { recursive: true })
})

/** Processes below this one whose command line says so. */
async function below(isMeant: (commandLine: string) => boolean): Promise<readonly number[]> {
  const parents = new Map<number, number>()
  const meant: number[] = []
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    parents.set(Number(name), Number(/\) \S (\d+)/.exec(stat)?.[1] ?? 0))
    const words = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    if (isMeant(words)) meant.push(Number(name))
  }
  const isOurs = (pid: number): boolean => pid === process.pid || (pid > 1 && isOurs(parents.get(pid) ?? 0))
  return meant.filter(isOurs)
}

test.for([
  ['the PC/SC service', (words: string) => /^[^\0]*pcscd\0/.test(words)],
  ['the reader process', (words: string) => words.includes(script)],
] as const)(
  '%s that is stopped in the middle of a session is no mute card, and the next session works',
  async ([, isMeant]) => {
    const [reader = ''] = bench.file.readers
    const link = await driver.connect(reader)
    const select = (ms: number) => link.transmit(fromHex('00A4000C023F00'), ms)
    expect(hex(await select(5000))).toBe('9000')
    const stopped = await below(isMeant)
    expect(stopped.length).toBeGreaterThan(0)
    for (const pid of stopped) process.kill(pid, 'SIGSTOP')
    await expect(select(hastyMs)).rejects.toMatchObject({ failure: { code: 'reader.service-down' } })
    await link.close('unpower')
    for (const pid of await below(isMeant)) process.kill(pid, 'SIGCONT')
    const again = await driver.connect(reader)
    expect(hex(await again.transmit(fromHex('00A4000C023F00'), 5000))).toBe('9000')
    await again.close('unpower')
  },
)

test('a card that is mute is mute all the same', async () => {
  const [reader = ''] = bench.file.readers
  const link = await driver.connect(reader)
  await askBench(bench.file.control, { do: 'mute', reader, at: 1 })
  await expect(link.transmit(fromHex('00A4000C023F00'), hastyMs)).rejects.toMatchObject({
    failure: { code: 'card.mute', reader },
  })
  await link.close('unpower')
})
