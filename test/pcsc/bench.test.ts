import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Bench, startBench } from '../../electron/bench/bench'
import { askBench } from '../../electron/bench/client'
import type { BenchOrder } from '../../electron/bench/order'
import { readCardKey } from '../../electron/keys/key-file'
import { hex } from '../../shared/bytes'
import { silentServer } from '../support/bench-server'
import { type OpenSc, openSc } from '../support/opensc'

const Dump = z.object({
  iccid: z.string(),
  tries: z.object({ pin1: z.number(), adm1: z.number() }),
  files: z.array(z.object({ path: z.string(), hex: z.string() })),
  log: z.array(z.object({ c: z.string(), r: z.string(), ms: z.number() })),
})

describe.each([4, 16])('a bench of %i readers', (count) => {
  let home: string
  let bench: Bench
  let tools: OpenSc
  let startedMs: number

  const ask = (order: BenchOrder) => askBench(bench.file.control, order)
  const dump = async (reader: string) => Dump.parse(await ask({ do: 'dump', reader }))
  const showAdm = () => `0020000A08${hex(readCardKey(bench.file.adm).reveal())}`
  const reader = (number: number) => bench.file.readers[number - 1] ?? ''

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'bench-home-'))
    const startMs = performance.now()
    bench = await startBench({ home, readers: count, server: silentServer() })
    startedMs = performance.now() - startMs
    tools = await openSc(bench.file.pcsc?.socket ?? '', home)
  })
  afterAll(async () => {
    await bench.close()
    await rm(home, { recursive: true })
  })

  test('it is ready within three seconds, quick and without a remark', () => {
    expect(startedMs).toBeLessThan(3000)
    expect(bench.remarks).toEqual([])
  })

  test('any PC/SC program sees exactly its readers, in its order, each with a card', async () => {
    expect(await tools.listReaders()).toEqual(bench.file.readers.map((name) => ({ card: 'Yes', name })))
  })

  test('a reader is the one that its name and number say', async () => {
    for (const number of [1, 2, 3, count]) {
      await ask({ do: 'remove', reader: String(number) })
      const without = (await tools.listReaders()).filter(({ card }) => card === 'No')
      expect(without.map(({ name }) => name)).toEqual([reader(number)])
      await ask({ do: 'insert', reader: reader(number) })
    }
    expect((await tools.listReaders()).every(({ card }) => card === 'Yes')).toBe(true)
  })

  test('every card has its own ICCID, and a swapped one another still', async () => {
    const iccids = new Set<string>()
    for (const name of bench.file.readers) iccids.add((await dump(name)).iccid)
    expect(iccids.size).toBe(count)
    await ask({ do: 'swap', reader: '2' })
    const { iccid } = await dump('2')
    expect(iccids.has(iccid)).toBe(false)
    expect(await tools.send(reader(2), ['00A4000C022FE2', '00B000000A'])).toContain('SW1=0x90, SW2=0x00')
  })

  test('OpenSC lists and reads the message that was written, byte for byte', async () => {
    const message = Uint8Array.from({ length: 4096 }, (_, at) => (at * 7 + (at >> 8)) & 0xff)
    const writes = Array.from({ length: 32 }, (_, at) => {
      const part = message.subarray(at * 128, at * 128 + 128)
      return `00D6${hex(Uint8Array.of((at * 128) >> 8, (at * 128) & 0xff, 128))}${hex(part)}`
    })
    await tools.send(reader(1), ['00A4080C047F506421', showAdm(), ...writes])
    expect(await tools.pkcs15(reader(1), '-C')).toContain("Data object 'OMA DM Bootstrap'")
    expect(hex(await tools.readObject(reader(1), '2.23.43.7.1'))).toBe(hex(message))
    const file = (await dump('1')).files.find(({ path }) => path.endsWith('/6421'))
    expect(file).toEqual({ path: '3F00/7F50/6421', hex: hex(message) })
  })

  test('a command takes well under five milliseconds through pcscd', async () => {
    const update = `00D60000FF${'A5'.repeat(255)}`
    const before = (await dump('3')).log.length
    await tools.send(reader(3), ['00A4080C047F506421', showAdm(), ...Array.from({ length: 100 }, () => update)])
    const times = (await dump('3')).log
      .slice(before)
      .filter(({ c }) => c.startsWith('00D6'))
      .map(({ ms }) => ms)
    const gaps = times
      .slice(1)
      .map((ms, at) => ms - (times[at] ?? 0))
      .sort((left, right) => left - right)
    expect(gaps).toHaveLength(99)
    const median = gaps[49] ?? Number.POSITIVE_INFINITY
    console.log(`median of ${gaps.length} UPDATE BINARY of 255 bytes, from one to the next: ${median.toFixed(3)} ms`)
    expect(median).toBeLessThan(5)
  })

  test('a second bench in the same home is refused', async () => {
    await expect(startBench({ home, readers: 1, server: silentServer() })).rejects.toMatchObject({
      failure: { code: 'request.invalid' },
    })
    expect((await tools.listReaders()).length).toBe(count)
  })

  test('its files tell how to reach it, and its secrets are for its user only', async () => {
    const text: unknown = JSON.parse(await readFile(join(home, 'bench.json'), 'utf8'))
    expect(text).toEqual(bench.file)
    for (const path of [bench.file.adm, bench.file.batchKey, bench.file.control]) {
      expect((await stat(path)).mode & 0o077).toBe(0)
    }
  })
})

test('an odd number of readers is what the bench calls its own', async () => {
  const home = await mkdtemp(join(tmpdir(), 'bench-home-'))
  const bench = await startBench({ home, readers: 3, server: silentServer() })
  expect(bench.file.readers).toHaveLength(3)
  const seen = await (await openSc(bench.file.pcsc?.socket ?? '', home)).listReaders()
  expect(seen.filter(({ card }) => card === 'Yes').map(({ name }) => name)).toEqual(bench.file.readers)
  const adm = await readFile(bench.file.adm, 'utf8')
  await bench.close()
  await expect(stat(join(home, 'bench.json'))).rejects.toThrow('ENOENT')
  const again = await startBench({ home, readers: 1, server: silentServer() })
  expect(await readFile(again.file.adm, 'utf8')).toBe(adm)
  await again.close()
  await rm(home, { recursive: true })
})
