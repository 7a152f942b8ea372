import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import { iccidOfSerial } from '../../../electron/bench/uicc/numbers'
import { answer } from '../../../electron/bench/uicc/status-word'
import { sha256 as hashOf } from '../../../electron/hash'
import { fromHex, hex, withoutPadding } from '../../../shared/bytes'
import { parseDevice } from '../../../shared/identity/device'
import type { JobRecord } from '../../../shared/job'
import { formatOf } from '../../../shared/message/format'
import { Preparation } from '../../../shared/preparation'
import type { TestCard } from '../../support/card'
import { failureOf } from '../../support/failure'
import { createTestHome, openTestStation, testCard } from '../../support/station'

const home = createTestHome()
afterAll(() => rmSync(home, { recursive: true }))

const order = { device: parseDevice('imei:490154203237518'), template: 'training', reader: 'R1', variables: {} }
const pinCard = (options: Parameters<typeof testCard>[0] = {}): TestCard =>
  testCard({ pkcs15: { read: 'pin1' }, ...options })
const verifiesPin = ({ c }: { readonly c: string }) => c.startsWith('0020000108')
const shown = (card: TestCard) => card.dump().log.filter(verifiesPin).length
const triesOf = (card: TestCard) => card.dump().tries.pin1
const isUpdate = ({ c }: { readonly c: string }) => /^0[0-9A-F]D6/.test(c)

async function withStation<T>(card: TestCard, work: (opened: ReturnType<typeof openTestStation>) => Promise<T>) {
  const opened = openTestStation({ home, cards: { R1: card } })
  try {
    return await work(opened)
  } finally {
    await opened.station.close()
  }
}

const writeWith = (card: TestCard, typed?: string): Promise<JobRecord> =>
  withStation(card, async ({ ask, settled }) => {
    if (typed !== undefined) await ask.keys.givePin({ iccid: card.iccid(), typed })
    return settled(await ask.job.start(order))
  })

describe('a card that reads with its PIN only', () => {
  test('is written, read back and rehearsed behind it, once before the reset and once after, as a device does', async () => {
    const card = pinCard()
    const record = await writeWith(card, '1234')
    expect(record).toMatchObject({ outcome: 'OWED', torn: false, findings: ['private'] })
    expect(record.accounts).toMatchObject([{ serverId: 'dms.bench.example' }])
    expect(shown(card)).toBe(2)
    expect(triesOf(card)).toBe(3)
  })

  test('is not touched where nobody knows the PIN, and goes on when it is told', async () => {
    const card = pinCard()
    await withStation(card, async ({ ask, settled }) => {
      const job = await ask.job.start(order)
      expect(await settled(job)).toMatchObject({ outcome: 'FAIL', failure: { code: 'card.needs-pin', path: '6421' } })
      expect(card.dump().log.filter((one) => isUpdate(one) || one.c.startsWith('002000010'))).toEqual([])
      await ask.keys.givePin({ iccid: card.iccid(), typed: '1234' })
      expect(await settled(await ask.job.resume({ job }))).toMatchObject({ outcome: 'OWED' })
      expect((await settled(await ask.card.blank({ reader: 'R1' }))).failure?.code).toBe('card.needs-pin')
    })
  })

  test('is asked for its PIN again where the job that it was told for met no card, or did not begin, or was left', async () => {
    const card = pinCard()
    await withStation(card, async ({ ask, settled, driver }) => {
      const job = await ask.job.start(order)
      await settled(job)
      const give = () => ask.keys.givePin({ iccid: card.iccid(), typed: '1234' })
      await give()
      card.remove()
      driver.tell()
      expect(await settled(await ask.job.resume({ job }))).toMatchObject({ failure: { code: 'card.absent' } })
      card.insert()
      driver.tell()
      expect(await settled(await ask.job.resume({ job }))).toMatchObject({ failure: { code: 'card.needs-pin' } })
      await give()
      expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED' })
      await give()
      await expect(ask.job.resume({ job })).rejects.toMatchObject({ data: { code: 'request.superseded' } })
      expect((await settled(await ask.card.blank({ reader: 'R1' }))).failure?.code).toBe('card.needs-pin')
      await give()
      await ask.keys.forgetPin({ iccid: card.iccid() })
      expect((await settled(await ask.card.blank({ reader: 'R1' }))).failure?.code).toBe('card.needs-pin')
    })
  })

  test('is blanked behind it', async () => {
    const card = pinCard()
    await writeWith(card, '1234')
    const record = await withStation(card, async ({ ask, settled }) => {
      await ask.keys.givePin({ iccid: card.iccid(), typed: '1234' })
      return settled(await ask.card.blank({ reader: 'R1' }))
    })
    expect(record).toMatchObject({ outcome: 'PASS' })
    expect(card.file('6421')).toMatch(/^(FF)+$/)
  })

  test('keeps two tries when it refuses, and its PIN is not tried again before the holder entered it right', async () => {
    const card = pinCard()
    expect(await writeWith(card, '9999')).toMatchObject({
      failure: { code: 'card.pin', state: 'refused', attemptsLeft: 2 },
    })
    expect(await writeWith(card, '1234')).toMatchObject({
      failure: { code: 'card.pin', state: 'few-tries', attemptsLeft: 2 },
    })
    expect(shown(card)).toBe(1)
    expect(triesOf(card)).toBe(2)
    expect(card.dump().log.filter(isUpdate)).toEqual([])
  })

  test('that is blocked is told so, and nobody is asked', async () => {
    const card = pinCard({ tries: { pin1: 0 } })
    expect(await writeWith(card, '1234')).toMatchObject({ failure: { code: 'card.pin', state: 'blocked' } })
    expect(shown(card)).toBe(0)
  })

  test('that does not tell the tries of its PIN is told so, and is shown none', async () => {
    const card = pinCard({
      iccid: iccidOfSerial(8),
      layer: (_, inner) => (command) =>
        command.ins === 0x20 && command.p2 === 1 && command.data.length === 0 ? answer(0x6300) : inner(command),
    })
    expect(await writeWith(card, '1234')).toMatchObject({
      failure: { code: 'card.pin', state: 'unknown-tries', attemptsLeft: null },
    })
    expect(shown(card)).toBe(0)
  })

  test('whose file is refused behind its PIN is unsuitable, and nobody is asked again', async () => {
    const card = pinCard({
      layer: (state, inner) => (command) => {
        if (command.ins === 0xb0) state.verified.clear()
        return inner(command)
      },
    })
    const { failure } = await writeWith(card, '1234')
    expect(failure).toMatchObject({ code: 'card.unsuitable', missing: expect.stringContaining('with its PIN') })
    expect([shown(card), triesOf(card)]).toEqual([1, 3])
  })

  test('whose PIN is one of its application is shown that, and not the one of the same reference of the USIM', async () => {
    const card = testCard(optionsOfKind('own-pin'))
    expect(await writeWith(card, '1234')).toMatchObject({ outcome: 'OWED', findings: ['private'] })
    expect(card.dump().tries).toMatchObject({ pin2: 3, ownPin: 3 })
    const refused = testCard({ ...optionsOfKind('own-pin'), iccid: iccidOfSerial(9) })
    expect(await writeWith(refused, '5678')).toMatchObject({ failure: { code: 'card.pin', state: 'refused' } })
    expect(refused.dump().tries).toMatchObject({ pin1: 3, pin2: 3, ownPin: 2 })
  })

  test('whose PIN is one of its application, and stands for the channel that it was shown on, is shown it on each', async () => {
    const ofApplication = 0x81
    const card = pinCard({
      layer: (state, inner) => {
        const shownOn = new Set<number>()
        return (command) => {
          const number = command.cla & 0x03
          const isVerify = command.ins === 0x20
          if (isVerify && command.p2 === 1) return answer(0x6a88)
          state.verified.delete(1)
          if (shownOn.has(number)) state.verified.add(1)
          const said = inner(isVerify && command.p2 === ofApplication ? { ...command, p2: 1 } : command)
          if (isVerify && state.verified.has(1)) shownOn.add(number)
          return { ...said, data: fromHex(hex(said.data).replaceAll('830101', '830181')) }
        }
      },
    })
    expect(await writeWith(card, '1234')).toMatchObject({ outcome: 'OWED', findings: ['private'] })
  })

  test('needs no PIN where that is switched off', async () => {
    const card = pinCard({ pin1State: 'disabled' })
    expect(await writeWith(card)).toMatchObject({ outcome: 'OWED', findings: ['private'] })
    expect(shown(card)).toBe(0)
  })

  test('and refuses its file though the PIN is off is unsuitable, and nobody is asked', async () => {
    const card = pinCard({
      pin1State: 'disabled',
      layer: (_, inner) => (command) =>
        command.ins === 0xb0 && command.p1 === 0 && command.p2 === 0 && inner(command).data.length > 200
          ? answer(0x6982)
          : inner(command),
    })
    const { failure } = await writeWith(card)
    expect(failure).toMatchObject({ code: 'card.unsuitable', missing: expect.stringContaining('with its PIN') })
    expect(shown(card)).toBe(0)
  })

  test('is prepared so, written, added to, and written again as it is', async () => {
    const card = testCard({ pkcs15: false, spareDirRecords: 2 })
    await withStation(card, async ({ ask, settled }) => {
      const preparation = Preparation.parse({ read: 'pin1', sizeBytes: 2048 })
      expect(await settled(await ask.card.prepare({ reader: 'R1', preparation }))).toMatchObject({ outcome: 'PASS' })
      for (const add of [false, true, false]) {
        await ask.keys.givePin({ iccid: card.iccid(), typed: '1234' })
        expect(await settled(await ask.job.start({ ...order, add }))).toMatchObject({ outcome: 'OWED' })
      }
    })
  })

  test('keeps to its manner as a SIM, whose PIN is CHV1', async () => {
    const card = pinCard({ mode: 'sim' })
    const record = await withStation(card, async ({ ask, settled }) => {
      await ask.keys.allowLastTries({ iccid: card.iccid(), reason: 'a SIM does not tell' })
      await ask.keys.givePin({ iccid: card.iccid(), typed: '1234' })
      return settled(await ask.job.start(order))
    })
    expect(record).toMatchObject({ outcome: 'OWED' })
    expect(card.dump().log.filter(({ c }) => c.startsWith('A020000108'))).toHaveLength(2)
  })

  test('that leaves at any command is whole or empty, keeps its tries, and is finished with the PIN', async () => {
    const card = pinCard()
    await withStation(card, async ({ ask, settled }) => {
      let old: string | undefined
      for (let count = 1; ; count++) {
        const started = { ...order, variables: { apn: `apn-${count}` } }
        card.faults.cue({ fault: 'leave', after: count })
        await ask.keys.givePin({ iccid: card.iccid(), typed: '1234' })
        const { outcome, job, sha256 } = await settled(await ask.job.start(started))
        card.faults.clear()
        card.insert()
        if (outcome === 'OWED') break
        expect(triesOf(card), `after ${count}`).toBe(3)
        const held = fromHex(card.file('6421'))
        if (formatOf(held) !== 'empty') expect([old, sha256], `after ${count}`).toContain(hashOf(withoutPadding(held)))
        old = sha256
        await ask.keys.givePin({ iccid: card.iccid(), typed: '1234' })
        expect(await settled(await ask.job.resume({ job })), `after ${count}`).toMatchObject({ outcome: 'OWED' })
      }
    })
  })
})

describe('cards of a batch that read with their PIN only', () => {
  const file = join(home, 'pins.csv')
  const fill = (content: string) => writeFileSync(file, content, { mode: 0o600 })
  const devices = ['imei:490154203237518', 'imei:490154203237526'].map((typed) => parseDevice(typed))

  test('are written side by side with the PIN that a file has for each, once before the reset and once after', async () => {
    const [one, two] = [pinCard(), pinCard({ pin1: '4711', iccid: '8988211000000430028' })]
    fill(`ICCID,PIN1\n${one.iccid()},1234\n${two.iccid()},4711\n`)
    const { ask, settled, station } = openTestStation({ home, cards: { R1: one, R2: two }, pinFile: file })
    const jobs = ['R1', 'R2'].map(async (reader, at) =>
      settled(await ask.job.start({ ...order, reader, device: devices[at] ?? order.device })),
    )
    for (const record of await Promise.all(jobs)) expect(record).toMatchObject({ outcome: 'OWED' })
    expect([shown(one), shown(two)]).toEqual([2, 2])
    await station.close()
  })

  test('lose a try on two of them at most where the file is wrong, and go on when a supervisor allows it', async () => {
    const readers = Array.from({ length: 12 }, (_, at) => `R${at + 1}`)
    const cards = Object.fromEntries(readers.map((reader) => [reader, pinCard()]))
    fill('9999\n')
    const { ask, settled, station } = openTestStation({ home, cards, pinFile: file })
    const write = (reader: string) => ask.job.start({ ...order, reader }).then(settled)
    const codes = (await Promise.all(readers.map(write))).map(({ failure }) => failure?.code)
    expect(codes.filter((code) => code === 'card.pin')).toHaveLength(2)
    expect(codes.filter((code) => code === 'key.stopped')).toHaveLength(10)
    const tries = () => readers.map((reader) => cards[reader]?.dump().tries.pin1)
    expect(tries().filter((left) => left === 3)).toHaveLength(10)
    expect(tries().every((left) => left !== undefined && left >= 2)).toBe(true)
    const [{ keySet = '' } = {}] = await ask.keys.sets()
    expect(keySet).toMatch(/^card-pins-/)
    await ask.keys.allow({ keySet, reason: 'the right file was delivered' })
    fill('1234\n')
    const untouched = readers.find((reader) => cards[reader]?.dump().tries.pin1 === 3) ?? ''
    expect(await write(untouched)).toMatchObject({ outcome: 'OWED' })
    await station.close()
  })
})

test('what cannot be a PIN is refused without being told', async () => {
  await withStation(pinCard(), async ({ station }) => {
    const failure = await failureOf(Promise.resolve().then(() => station.keys.givePin('8988211000000430010', '12a45')))
    expect(failure).toMatchObject({ code: 'request.invalid', path: 'PIN' })
    expect(JSON.stringify(failure)).not.toContain('12a45')
  })
})
