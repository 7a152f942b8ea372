import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Bench, startBench } from '../../../electron/bench/bench'
import { askBench, connectBench } from '../../../electron/bench/client'
import { type BenchOrder, CardKind } from '../../../electron/bench/order'
import { BenchFile } from '../../../electron/home'
import { fitsLuhn } from '../../../shared/identity/luhn'
import { parseTemplate } from '../../../shared/template'
import { silentServer } from '../../support/bench-server'

const Dump = z.object({
  atr: z.string().regex(/^3B/),
  iccid: z.string(),
  inserted: z.boolean(),
  tries: z.object({ pin1: z.number(), adm1: z.number() }),
  files: z.array(z.object({ path: z.string(), hex: z.string() })),
  log: z.array(z.object({ c: z.string(), r: z.string(), ms: z.number() })),
})

let home: string
let bench: Bench
const server = silentServer()
const ask = (order: BenchOrder) => askBench(bench.file.control, order)
const dump = async (reader = '1') => Dump.parse(await ask({ do: 'dump', reader }))
const openBench = (readers = 2) => startBench({ home, readers, server, pcscd: 'never' })

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bench-home-'))
  bench = await openBench()
})
afterEach(async () => {
  await bench.close()
  await rm(home, { recursive: true })
})

describe('the desk of a bench', () => {
  test('a reader is named by its PC/SC name or its number', async () => {
    expect(bench.file.readers).toEqual(['Bootstation 01-02 00 00', 'Bootstation 01-02 00 01'])
    expect((await dump('2')).iccid).toBe((await dump('Bootstation 01-02 00 01')).iccid)
    await expect(ask({ do: 'dump', reader: '3' })).rejects.toMatchObject({ failure: { code: 'request.invalid' } })
  })
  test('a card is taken out, put in and swapped', async () => {
    const { iccid } = await dump()
    expect(await ask({ do: 'remove', reader: '1' })).toMatchObject({ card: 'out', iccid })
    expect(await ask({ do: 'insert', reader: '1' })).toMatchObject({ card: 'in', iccid })
    await ask({ do: 'swap', reader: '1' })
    const next = await dump()
    expect(next.iccid).not.toBe(iccid)
    expect(fitsLuhn(next.iccid)).toBe(true)
    expect(next.inserted).toBe(true)
  })
  test('every kind of card can be put in', async () => {
    for (const kind of CardKind.options) await ask({ do: 'swap', reader: '1', kind })
    await ask({ do: 'insert', reader: '1', kind: 'blocked' })
    expect((await dump()).tries).toEqual({ pin1: 3, adm1: 0 })
    await ask({ do: 'insert', reader: '1', kind: 'blank' })
    expect((await dump()).files.map(({ path }) => path).join()).not.toMatch(/5031/)
  })
  test('a bench begins with the kinds that were asked for, the last in all readers that follow', async () => {
    await bench.close()
    bench = await startBench({ home, readers: 3, kinds: ['sim2g', 'full'], server, pcscd: 'never' })
    expect((await dump('1')).atr).toBe('3B159442656E6368')
    for (const reader of ['2', '3']) expect(await ask({ do: 'dump', reader })).toMatchObject({ freeBytes: 8 })
  })
  test('the modes of the DM Server are passed on', async () => {
    expect(await ask({ do: 'server', mode: 'refuse' })).toEqual({ server: 'refuse' })
    expect(server.modes).toEqual(['refuse'])
  })
  test('what is no order is refused, and the connection goes on', async () => {
    const client = await connectBench(bench.file.control)
    const wrong: unknown = { do: 'explode', reader: '1' }
    await expect(client.ask(wrong as BenchOrder)).rejects.toMatchObject({ failure: { code: 'request.invalid' } })
    expect(await client.ask({ do: 'remove', reader: '1' })).toMatchObject({ card: 'out' })
    client.close()
  })
})

describe('the files of a bench', () => {
  test('bench.json tells other programs how to reach it, and goes when it ends', async () => {
    const path = join(home, 'bench.json')
    expect(BenchFile.parse(JSON.parse(await readFile(path, 'utf8')))).toEqual(bench.file)
    expect(bench.file.pcsc).toBeUndefined()
    await bench.close()
    await expect(stat(path)).rejects.toThrow('ENOENT')
    await expect(stat(bench.file.control)).rejects.toThrow('ENOENT')
  })
  test('the training template is one that the station understands, for the bench’s own server', async () => {
    const template = parseTemplate(await readFile(join(home, 'bench', 'templates', 'training.json'), 'utf8'))
    expect(template.servers).toMatchObject([{ id: 'dms.bench.example', url: `${server.url}/dm` }])
  })
  test('keys are kept between starts, cards are not', async () => {
    const before = [await readFile(bench.file.adm, 'utf8'), await readFile(bench.file.batchKey, 'utf8')]
    const { iccid } = await dump()
    await bench.close()
    bench = await openBench()
    expect([await readFile(bench.file.adm, 'utf8'), await readFile(bench.file.batchKey, 'utf8')]).toEqual(before)
    expect(before[0]).toMatch(/^hex:[0-9A-F]{16}\n$/)
    expect((await dump()).iccid).not.toBe(iccid)
  })
  test('a second bench in the same home is refused and does no harm', async () => {
    await expect(openBench()).rejects.toMatchObject({ failure: { code: 'request.invalid' } })
    expect((await dump()).inserted).toBe(true)
  })
  test('what a killed bench left behind does not keep the next one out', async () => {
    await bench.close()
    await writeFile(join(home, 'bench', 'lock'), '999999 12345')
    bench = await openBench()
    expect((await dump()).inserted).toBe(true)
  })
  test('a bench has one to sixteen readers', async () => {
    await bench.close()
    await expect(openBench(17)).rejects.toMatchObject({ failure: { code: 'request.invalid' } })
    bench = await openBench(16)
    expect(bench.file.readers.at(-1)).toBe('Bootstation 15-16 00 01')
  })
})
