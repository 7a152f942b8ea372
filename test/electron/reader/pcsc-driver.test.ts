import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import type { Driver, DriverState } from '../../../electron/reader/driver'
import { createPcscDriver } from '../../../electron/reader/pcsc-driver'
import { isRunning } from '../../../electron/records/owner'
import { fromHex, hex } from '../../../shared/bytes'

const folder = mkdtempSync(join(tmpdir(), 'bootstation-driver-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** However slow the machine is. */
const soon = { timeout: 20_000 }

/** A reader process whose card takes one session at a time, and whose every command is answered with `code`. */
function processThat(code: string): string {
  const script = join(folder, 'readers.mjs')
  writeFileSync(
    script,
    `let isOpen = false
     process.send({ tell: 'readers', readers: [{ name: 'R1', state: 0x20, atrHex: '3B00' }] })
     process.on('message', ({ ask, id }) => {
       const refuse = (reason) => process.send({ tell: 'refusal', id, reason })
       if (ask === 'transmit') return refuse('${code}')
       if (ask === 'connect' && isOpen) return refuse('0x8010000b')
       isOpen = ask === 'connect'
       process.send({ tell: 'answer', id, hex: '02' })
     })`,
  )
  return script
}

test.for([
  ['0x80100066', 'card.mute'],
  ['0x8010002f', 'card.mute'],
  ['0x8010000f', 'reader.busy'],
  ['0x80100067', 'reader.busy'],
  ['0x80100069', 'card.removed'],
] as const)('a session whose command the service refused with %s gives its card back', async ([code, failure]) => {
  const driver = createPcscDriver({ node: process.execPath, script: processThat(code), log: () => undefined })
  const link = await driver.connect('R1')
  await expect(link.transmit(fromHex('00A40004023F00'), 5000)).rejects.toMatchObject({ failure: { code: failure } })
  await link.close('unpower')
  const next = await driver.connect('R1')
  await next.close('unpower')
  await driver.close()
})

test('a card that left with its reader is the fault of the reader, also where nobody was told that the reader went', async () => {
  const script = processThat('0x80100069')
  const driver = createPcscDriver({ node: process.execPath, script, log: () => undefined })
  const link = await driver.connect('R1')
  // The process that watches goes on as it began; one that begins now has no reader.
  writeFileSync(script, `process.send({ tell: 'readers', readers: [] }); process.on('message', () => undefined)`)
  await expect(link.transmit(fromHex('00A40004023F00'), 5000)).rejects.toMatchObject({
    failure: { code: 'reader.lost', reader: 'R1' },
  })
  await link.close('unpower')
  await driver.close()
})

test('cards that leave their readers at once are asked about by one new process for all', async () => {
  const place = mkdtempSync(join(folder, 'hub-'))
  const names = Array.from({ length: 8 }, (_, at) => `R${at + 1}`)
  const script = join(place, 'readers.mjs')
  writeFileSync(
    script,
    `import { appendFileSync, readFileSync } from 'node:fs'
     appendFileSync('${place}/lives', 'I')
     const isFirst = readFileSync('${place}/lives', 'utf8').length === 1
     const readers = ${JSON.stringify(names.map(full))}
     process.send({ tell: 'readers', readers: isFirst ? readers : [] })
     process.on('message', ({ ask, id }) => {
       if (ask === 'transmit') process.send({ tell: 'refusal', id, reason: '0x80100069' })
       else process.send({ tell: 'answer', id, hex: '02' })
     })`,
  )
  const driver = createPcscDriver({ node: process.execPath, script, log: () => undefined })
  const links = await Promise.all(names.map((name) => driver.connect(name)))
  const codes = links.map((link) =>
    link.transmit(fromHex('00A40004023F00'), 5000).catch(({ failure }) => failure.code as string),
  )
  expect(await Promise.all(codes)).toEqual(names.map(() => 'reader.lost'))
  // One that began after the first card left, and one after the last.
  expect(livesOf(script)).toBeLessThanOrEqual(3)
  await driver.close()
})

test('a process that is asked and tells nothing ends with the driver', async () => {
  const place = mkdtempSync(join(folder, 'silent-'))
  const script = processThat('0x80100069')
  const driver = createPcscDriver({ node: process.execPath, script, log: () => undefined })
  const link = await driver.connect('R1')
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs'
     process.on('message', () => undefined)
     writeFileSync('${place}/pid', String(process.pid))`,
  )
  const asked = link.transmit(fromHex('00A40004023F00'), 5000).catch(() => undefined)
  const pid = await vi.waitFor(() => {
    const told = Number(readFileSync(join(place, 'pid'), 'utf8'))
    expect(isRunning(told)).toBe(true)
    return told
  }, soon)
  await driver.close()
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), soon)
  await asked
})

test('a reader process that cannot be started is started again until it can', async () => {
  const node = join(folder, 'node')
  const driver = createPcscDriver({ node, script: processThat('0x80100069'), log: () => undefined })
  const is = (wanted: DriverState['service'], times: number): Promise<void> =>
    new Promise((resolve) => driver.watch(({ service }) => service === wanted && --times === 0 && resolve()))
  await is('down', 2)
  symlinkSync(process.execPath, node)
  await is('up', 1)
  await driver.close()
})

test('a session whose process has ended is closed without a question to it', async () => {
  const lines: string[] = []
  const script = join(folder, 'ends.mjs')
  writeFileSync(
    script,
    `process.send({ tell: 'readers', readers: [{ name: 'R1', state: 0x20, atrHex: '3B00' }] })
     process.on('message', ({ ask, id }) => {
       if (ask === 'transmit') process.exit()
       process.send({ tell: 'answer', id, hex: '02' })
     })`,
  )
  const driver = createPcscDriver({ node: process.execPath, script, log: (line) => void lines.push(line) })
  const link = await driver.connect('R1')
  await expect(link.transmit(fromHex('00A40004023F00'), 5000)).rejects.toMatchObject({
    failure: { code: 'reader.service-down' },
  })
  await link.close('unpower')
  expect(lines).toEqual([expect.stringContaining('reader.service-down')])
  await driver.close()
})

/** Reader processes, each of which sees what is left in its turn; the last one sees it for ever. */
function processesThatSee(...turns: readonly (readonly object[])[]): string {
  const place = mkdtempSync(join(folder, 'turns-'))
  const script = join(place, 'readers.mjs')
  writeFileSync(
    script,
    `import { appendFileSync, readFileSync } from 'node:fs'
     const turns = ${JSON.stringify(turns)}
     appendFileSync('${place}/lives', 'I')
     const life = readFileSync('${place}/lives', 'utf8').length
     process.send({ tell: 'readers', readers: turns[life - 1] ?? turns.at(-1) })
     process.on('message', ({ ask, id }) => {
       process.send({ tell: 'answer', id, hex: ask === 'transmit' ? '0' + life + '9000' : '02' })
     })`,
  )
  return script
}

const empty = (name: string) => ({ name, state: 0x10012 })
const full = (name: string) => ({ name, state: 0x20022, atrHex: '3B00' })

const driverOf = (script: string): Driver =>
  createPcscDriver({ node: process.execPath, script, log: () => undefined }, 20)

const cardsTold = (driver: Driver, wanted: readonly string[]): Promise<void> =>
  new Promise((resolve) => {
    driver.watch(({ readers }) => {
      if (readers.map(({ name, card }) => `${name} ${card}`).join() === wanted.join()) resolve()
    })
  })

test('a card that its process missed is seen by the next one', async () => {
  const driver = driverOf(processesThatSee([empty('R1'), full('R2')], [full('R1'), full('R2')]))
  await cardsTold(driver, ['R1 none', 'R2 present'])
  await cardsTold(driver, ['R1 present', 'R2 present'])
  await driver.close()
})

test('so is a reader that went and came back unseen', async () => {
  const driver = driverOf(processesThatSee([full('R1')], [full('R2'), full('R1')]))
  await cardsTold(driver, ['R2 present', 'R1 present'])
  await driver.close()
})

test('a process that sees the same in another order is sent away, and nobody hears of it', async () => {
  const script = processesThatSee([full('R1'), full('R2')], [full('R2'), full('R1')])
  const driver = driverOf(script)
  const heard: string[] = []
  await cardsTold(driver, ['R1 present', 'R2 present'])
  driver.watch(({ readers }) => void heard.push(readers.map(({ name }) => name).join()))
  await vi.waitFor(() => expect(livesOf(script)).toBe(2))
  const link = await driver.connect('R1')
  expect(hex(await link.transmit(fromHex('00A40004023F00'), 5000))).toBe('019000')
  await link.close('unpower')
  await vi.waitFor(() => expect(livesOf(script)).toBe(3))
  expect(heard).toEqual(['R1,R2'])
  await driver.close()
})

test('nobody looks again while a session is open, and the one that is open ends in its own process', async () => {
  const script = processesThatSee([empty('R1'), full('R2')], [full('R1'), full('R2')])
  const driver = driverOf(script)
  const link = await driver.connect('R2')
  const told = cardsTold(driver, ['R1 present', 'R2 present'])
  expect(hex(await link.transmit(fromHex('00A40004023F00'), 5000))).toBe('019000')
  await link.close('unpower')
  await told
  const next = await driver.connect('R2')
  expect(hex(await next.transmit(fromHex('00A40004023F00'), 5000))).not.toBe('019000')
  await next.close('unpower')
  await driver.close()
})

test('a session that begins ends the process that looks, and another looks behind it', async () => {
  const script = processesThatSee([full('R1')])
  const text = readFileSync(script, 'utf8')
  // The first one that looks tells nothing, and would be waited for.
  writeFileSync(
    script,
    text.replace("process.send({ tell: 'readers'", (tell) => `if (life !== 2) ${tell}`),
  )
  const driver = driverOf(script)
  const lives = (count: number) => vi.waitFor(() => expect(livesOf(script)).toBe(count), soon)
  await cardsTold(driver, ['R1 present'])
  await lives(2)
  const link = await driver.connect('R1')
  await link.close('unpower')
  await lives(3)
  await driver.close()
})

test('a session with a reader that nobody has seen yet waits for the process that looks', async () => {
  const place = mkdtempSync(join(folder, 'unseen-'))
  const script = join(place, 'readers.mjs')
  writeFileSync(
    script,
    `import { appendFileSync, existsSync, readFileSync } from 'node:fs'
     appendFileSync('${place}/lives', 'I')
     const tell = (...readers) => process.send({ tell: 'readers', readers })
     const [one, other] = ${JSON.stringify([full('R1'), full('R2')])}
     const look = () => existsSync('${place}/asked') && (clearInterval(timer), tell(one, other))
     const isFirst = readFileSync('${place}/lives', 'utf8').length === 1
     const timer = isFirst ? tell(one) : setInterval(look, 10)
     process.on('message', ({ id }) => process.send({ tell: 'answer', id, hex: '02' }))`,
  )
  const driver = driverOf(script)
  await vi.waitFor(() => expect(livesOf(script)).toBe(2), soon)
  const connecting = driver.connect('R2')
  writeFileSync(join(place, 'asked'), '')
  await (await connecting).close('unpower')
  await driver.close()
})

test('processes that each see something else are asked ever more rarely', async () => {
  const turns = Array.from({ length: 8 }, (_, at) => [full(`R${at}`)])
  const driver = driverOf(processesThatSee(...turns))
  const began = performance.now()
  await cardsTold(driver, ['R5 present'])
  expect(performance.now() - began).toBeGreaterThan(20 * (1 + 2 + 4 + 8 + 16))
  await driver.close()
})

const livesOf = (script: string): number => readFileSync(join(dirname(script), 'lives'), 'utf8').length

test('a reader that does not answer when it is given back ends no session of another', async () => {
  const script = join(folder, 'late.mjs')
  writeFileSync(
    script,
    `const readers = ['R1', 'R2'].map((name) => ({ name, state: 0x20, atrHex: '3B00' }))
     process.send({ tell: 'readers', readers })
     process.on('message', ({ ask, id, reader }) => {
       if (ask === 'disconnect' && reader === 'R1') return
       process.send({ tell: 'answer', id, hex: '9000' })
     })`,
  )
  const driver = createPcscDriver({ node: process.execPath, script, log: () => undefined })
  const [one, two] = [await driver.connect('R1'), await driver.connect('R2')]
  await one.close('unpower')
  const answers = Array.from({ length: 20 }, () => two.transmit(fromHex('00B0000000'), 5000))
  expect(await Promise.all(answers)).toHaveLength(20)
  await two.close('unpower')
  await driver.close()
})
