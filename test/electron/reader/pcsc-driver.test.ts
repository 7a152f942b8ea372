import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { DriverState } from '../../../electron/reader/driver'
import { createPcscDriver } from '../../../electron/reader/pcsc-driver'
import { fromHex } from '../../../shared/bytes'

const folder = mkdtempSync(join(tmpdir(), 'bootstation-driver-'))
afterAll(() => rmSync(folder, { recursive: true }))

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
