import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseDevice } from '../../../shared/identity/device'
import { readMessage } from '../../../shared/message/message'
import { recordOf } from '../../../shared/record'
import { en } from '../../../shared/text/en'
import { utf8 } from '../../../shared/utf8'
import { changed } from '../../support/changed'
import { failureOf } from '../../support/outcomes'
import { createTestHome, openTestStation, testCard, trainingTemplate } from '../../support/station'

const device = parseDevice('imei:490154203237518')
const training = JSON.stringify(trainingTemplate)
const secretAt = 'servers.0.credentials.client.secret'
const password = 'a long password of hers'

let home: string
beforeEach(() => {
  home = createTestHome()
})
afterEach(() => rmSync(home, { recursive: true }))

const keep = (changes: Readonly<Record<string, unknown>>): void => {
  const text = Object.entries(changes).reduce((text, [path, value]) => changed(text, path, value), training)
  writeFileSync(join(home, 'templates', 'training.json'), text)
}
/** An order but for its template. */
const plain = { kind: 'write', device, reader: 'R1', variables: {}, add: false, bench: false } as const
const opened = () => openTestStation({ home, cards: { R1: testCard() } })

describe('errors of lint stop a message', () => {
  const draft = { device, template: 'training', variables: {} }
  test.for([
    [
      { 'servers.0.url': 'https://localhost:80/dm' },
      'servers.0.url',
      'port 80 does not go with https, whose usual port is 443; dms.bench.example will hardly answer there',
    ],
    [{ devices: { types: ['meid'] } }, 'devices.types', 'this template is for devices with meid; this one has imei'],
  ] as const)('%j: not made, not previewed, not ordered', async ([changes, path, reason]) => {
    keep(changes)
    const { station, ask } = opened()
    const { composer } = station
    for (const act of [composer.make, composer.preview, composer.ordered])
      expect(failureOf(() => act(draft))).toEqual({ code: 'message.invalid', path, reason })
    const job = await ask.job.start({ ...draft, reader: 'R1' })
    expect(station.journal.record(job)).toMatchObject({ outcome: 'FAIL', failure: { path }, commands: 0 })
    await station.close()
  })

  test('a template changed between order and message is refused before it is looked at further', async () => {
    const { station } = opened()
    const { template, format } = station.composer.ordered(draft)
    keep({ title: 'Another' })
    const order = { ...plain, template, format }
    expect(failureOf(() => station.composer.compose(order))).toMatchObject({ path: 'template' })
    await station.close()
  })
})

describe('warnings', () => {
  test('are shown with the preview, each as a sentence, and recorded with the job', async () => {
    keep({ [secretAt]: { fixed: password } })
    const { station, ask, settled } = opened()
    const draft = { device, template: 'training', variables: {} }
    const { warnings } = await ask.message.preview(draft)
    expect(warnings.map((told) => told.split(':')[0])).toEqual(['trust-not-said', 'same-for-all'])
    for (const told of warnings) expect(en.wizard.review.warning(told)).toMatch(/^[A-Z].* .*\.$/)
    const job = await ask.job.start({ ...draft, reader: 'R1' })
    const record = await settled(job)
    expect(record.warnings).toEqual(warnings)
    expect(recordOf(job, station.journal.notes(job))).toEqual(record)
    await station.close()
  })
})

describe('secrets that come with the device', () => {
  test.for([
    [
      'variable',
      {
        variables: { password: { type: 'secret' }, apn: { type: 'text', default: 'a.example' } },
        [secretAt]: { variable: 'password' },
      },
    ],
    ['column', { [secretAt]: { column: 'password' } }],
  ] as const)('a %s is on the card and nowhere on disk', async ([, changes]) => {
    keep(changes)
    const card = testCard()
    const { station, ask, settled } = openTestStation({ home, cards: { R1: card } })
    const draft = { device, template: 'training', variables: { password } }
    const preview = await ask.message.preview(draft)
    const job = await ask.job.start({ ...draft, reader: 'R1', sha256: preview.sha256 })
    expect(await settled(job)).toMatchObject({ outcome: 'OWED', sha256: preview.sha256 })
    const { message } = station.composer.make(draft)
    expect(readMessage(message).accounts[0]?.client?.secret.reveal()).toEqual(utf8(password))
    expect(JSON.stringify([preview, station.journal.notes(job), station.journal.record(job)])).not.toContain(password)
    await station.close()
  })

  test('another station does not have it, and says what is missing', async () => {
    keep({ [secretAt]: { column: 'password' } })
    const first = opened()
    const { template, format } = first.station.composer.ordered({
      device,
      template: 'training',
      variables: { password },
    })
    await first.station.close()
    const second = opened()
    const order = { ...plain, template, format }
    expect(failureOf(() => second.station.composer.compose(order))).toMatchObject({ path: 'variables.password' })
    await second.station.close()
  })

  test('both ways of deriving give another secret for another device', async () => {
    for (const kdf of ['hmac-sha256', 'hkdf-sha256']) {
      keep({ [secretAt]: { derived: 'client', kdf } })
      const { station } = opened()
      const secretOf = (of: string) =>
        readMessage(
          station.composer.make({ device: parseDevice(of), template: 'training', variables: {} }).message,
        ).accounts[0]?.client?.secret.reveal()
      const secret = secretOf('imei:490154203237518')
      expect(secret).toHaveLength(kdf === 'hkdf-sha256' ? 44 : 24)
      expect(secret).not.toEqual(secretOf('imei:356938035643809'))
      await station.close()
    }
  })
})
