import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Pcscd, startPcscd } from '../../electron/bench/pcscd'
import { makeRunDir } from '../../electron/bench/run-dir'
import { shimFor } from '../../electron/bench/shim'
import { writeBootstrap } from '../../electron/card/bootstrap'
import type { AskKey } from '../../electron/card/key'
import { readAsDevice } from '../../electron/device/card'
import { inspectCard } from '../../electron/device/inspect'
import { rehearse } from '../../electron/device/rehearse'
import { sha256 } from '../../electron/hash'
import type { Driver, DriverState } from '../../electron/reader/driver'
import { createPcscDriver } from '../../electron/reader/pcsc-driver'
import { createReaders, type Readers } from '../../electron/reader/readers'
import { createStayTries } from '../../electron/reader/stay-tries'
import { hex } from '../../shared/bytes'
import { utf8 } from '../../shared/utf8'
import { askFor } from '../support/card-key'
import { startVicc } from '../support/vicc'

// A card whose logic is not ours: the ISO 7816-4 card of vsmartcard-vpicc. It knows no access rules, no logical
// channels (it ignores the bits), no tries to ask for, and takes an empty VERIFY for a wrong one.

const script = join(import.meta.dirname, '..', '..', 'out', 'pcsc.mjs')
const pin = '12345678'
const iccid = '988812010000400310F0'
const size = 2048
const message = utf8(
  `[{"DDF":"https://ddf.example/dmacc","MOData":{"dms1":{"SrvID":"dms1.example"}}}]${' '.repeat(900)}`,
)

const files = (payload: string) => ({
  '2FE2': iccid,
  '2F00': `61144F0CA000000063504B43532D313551043F007F50${'FF'.repeat(16)}`,
  '7F50/5031': `A706300404026420${'FF'.repeat(24)}`,
  '7F50/6420': `302730150C104F4D4120444D20426F6F74737472617003010030060604672B0701A106300404026421${'FF'.repeat(23)}`,
  '7F50/6421': payload.padEnd(size * 2, 'F'),
})

let home: string
let pcscd: Pcscd
beforeAll(async () => {
  home = await makeRunDir()
  pcscd = await startPcscd({ readers: 2, runDir: home, shim: await shimFor(process.env) })
})
afterAll(async () => {
  await pcscd.close()
  await rm(home, { recursive: true, force: true })
})

let driver: Driver
let readers: Readers
let card: ReturnType<typeof startVicc>
const reader = () => pcscd.readers[0]?.name ?? ''

const put = async (payload: string): Promise<void> => {
  card = startVicc(pcscd.readers[0]?.port ?? 0, { pin, files: files(payload) })
  await stateWhere(({ readers: all }) => all.some(({ name, card }) => name === reader() && card === 'present'))
}
const stateWhere = (is: (state: DriverState) => boolean): Promise<DriverState> =>
  new Promise((resolve) => driver.watch((state) => is(state) && resolve(state)))

beforeEach(() => {
  driver = createPcscDriver({ node: process.execPath, script, socket: pcscd.socket, log: () => undefined })
  readers = createReaders({ driver, keys: { scp03Of: async () => undefined }, triesKept: createStayTries() })
})
afterEach(async () => {
  await readers.close()
  await card.close()
})

test('it is written, and a device reads what was written', async () => {
  await put('')
  const written = await readers.withCard(reader(), (card) =>
    writeBootstrap(card, message, { key: lastTry, onTouch: async () => undefined }),
  )
  expect(written.result).toBe('written')
  const [file] = await readers.withCard(reader(), ({ channel }) => readAsDevice(channel))
  if (!file || 'failure' in file) throw new Error(`a device reads nothing: ${card.said()}`)
  expect(hex(file.bytes)).toBe(hex(message).padEnd(size * 2, 'F'))
  expect(file).toMatchObject({ path: '6421', form: 'opaqueDO', sizeBytes: size })
})

/** A supervisor allows the last tries: this card does not tell how many are left. */
const lastTry: AskKey = async (references) => ({ ...(await askFor(utf8(pin))(references)), isAllowed: true })

test('its key is not tried without a supervisor, since it does not tell its tries', async () => {
  await put('')
  const work = readers.withCard(reader(), (card) =>
    writeBootstrap(card, message, { key: askFor(utf8(pin)), onTouch: async () => undefined }),
  )
  await expect(work).rejects.toMatchObject({ failure: { code: 'card.locked', attemptsLeft: null } })
})

test('it is inspected and rehearsed', async () => {
  await put(hex(message))
  const report = await readers.withCard(reader(), (card) => inspectCard(card, { hash: sha256, now: Date.now }))
  expect(report).toMatchObject({ kind: 'uicc3g', iccid: '8988211000000430010' })
  expect(report.bootstrap).toMatchObject([{ path: '6421', sizeBytes: size, bytes: message.length }])
  const rehearsal = await readers.withCard(reader(), async ({ channel }) => rehearse(await readAsDevice(channel)))
  expect(rehearsal.tried[0]?.way).toBe('smartcard')
})

test('an equal message is left alone', async () => {
  await put(hex(message))
  const written = await readers.withCard(reader(), (card) =>
    writeBootstrap(card, message, {
      key: () => Promise.reject(new Error('no key is needed')),
      onTouch: async () => undefined,
    }),
  )
  expect(written.result).toBe('unchanged')
})
