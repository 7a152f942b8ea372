import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import { beforeEach, expect, test } from 'vitest'
import { createComposer } from '../../../electron/composer/composer'
import { createComposerView } from '../../../electron/composer/composer-view'
import { listTemplates } from '../../../electron/composer/templates'
import { sha256 } from '../../../electron/hash'
import { openDatabase } from '../../../electron/records/sqlite'
import { Failed } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import { createTestHome, openTestStation, testCard, trainingTemplate } from '../../support/station'

const device = parseDevice('imei:490154203237518')
const draft = { device, template: 'training' }
const reason = 'The bench device does not sign in.'
let home: string

const other = {
  ...trainingTemplate,
  name: 'other',
  title: 'Other',
  variables: { password: { type: 'secret', label: 'Password' } },
  servers: trainingTemplate.servers.map((server) => ({
    ...server,
    url: 'https://other.example/dm',
    credentials: { client: { name: '{devId}', secret: { variable: 'password' } } },
  })),
  accessPoints: [],
}

beforeEach(() => {
  home = createTestHome()
  writeFileSync(join(home, 'templates', 'other.json'), JSON.stringify(other))
})

const failure = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'answered',
    (error: unknown) => (error instanceof ORPCError ? error.data : error),
  )
const audited = (): readonly unknown[] => {
  const db = openDatabase(join(home, 'station.db'))
  const rows = db.all('SELECT act, detail FROM audit ORDER BY seq')
  db.close()
  return rows
}
const onDisk = (): string =>
  readdirSync(home)
    .filter((name) => name.startsWith('station.db'))
    .map((name) => readFileSync(join(home, name), 'latin1'))
    .join()

test('a template is told as a form, without what it keeps secret', async () => {
  const { ask, station } = openTestStation({ home, cards: {} })
  const form = await ask.template.get({ template: 'other' })
  expect(form).toMatchObject({
    name: 'other',
    title: 'Other',
    format: 'dm2',
    variables: [{ name: 'password', variable: { type: 'secret', label: 'Password' } }],
  })
  expect(await failure(ask.template.get({ template: 'none' }))).toMatchObject({ path: 'template' })
  await station.close()
})

test.for(['dm2', 'dm1', 'cp'] as const)(
  'a message of %s is told node by node, its secrets as bullets',
  async (format) => {
    const { ask, station } = openTestStation({ home, cards: {} })
    const asked = { ...draft, template: 'other', format, variables: { password: 'canary-of-the-form' } }
    const told = await ask.message.compose(asked)
    const preview = await ask.message.preview(asked)
    expect(told).toMatchObject({ format, sha256: preview.sha256, bytes: preview.bytes })
    expect(told.outline.hex).toHaveLength(2 * preview.bytes)
    const whole = JSON.stringify(told)
    for (const spelt of ['canary-of-the-form', 'Y2FuYXJ5LW9mLXRoZS1mb3Jt']) expect(whole).not.toContain(spelt)
    expect(told.outline.nodes.some(({ isSecret }) => isSecret)).toBe(true)
    await station.close()
  },
)

test('a missing variable is refused at its field', async () => {
  const { ask, station } = openTestStation({ home, cards: {} })
  expect(await failure(ask.message.compose({ ...draft, template: 'other' }))).toMatchObject({
    code: 'message.invalid',
    path: 'variables.password',
  })
  await station.close()
})

test('one secret is told for a reason, and the telling is noted without it', async () => {
  const { ask, station } = openTestStation({ home, cards: {} })
  const asked = { ...draft, template: 'other', variables: { password: 'canary-of-the-form' } }
  const { sha256: hash, outline } = await ask.message.compose(asked)
  const node = outline.nodes.findIndex(({ isSecret }) => isSecret)
  expect(await ask.message.reveal({ ...asked, sha256: hash, node, reason: ` ${reason} ` })).toEqual({
    value: 'Y2FuYXJ5LW9mLXRoZS1mb3Jt',
    text: 'canary-of-the-form',
  })
  await station.close()
  expect(audited()).toEqual([
    {
      act: 'message.reveal',
      detail: JSON.stringify({ device, template: 'other', sha256: hash, node: outline.nodes[node]?.path, reason }),
    },
  ])
  expect(onDisk()).not.toContain('canary-of-the-form')
  expect(onDisk()).not.toContain('Y2FuYXJ5LW9mLXRoZS1mb3Jt')
})

test('without a reason, for another message or at a node that keeps nothing, no secret is told and none noted', async () => {
  const { ask, station } = openTestStation({ home, cards: {} })
  const asked = { ...draft, template: 'other', variables: { password: 'canary-of-the-form' } }
  const { sha256: hash, outline } = await ask.message.compose(asked)
  const node = outline.nodes.findIndex(({ isSecret }) => isSecret)
  const reveal = (change: object) => failure(ask.message.reveal({ ...asked, sha256: hash, node, reason, ...change }))
  expect(await reveal({ reason: '  because   ' })).toMatchObject({ code: 'request.invalid', path: 'reason' })
  expect(await reveal({ reason: 'is it Y2FuYXJ5LW9mLXRoZS1mb3Jt?' })).toMatchObject({ path: 'reason' })
  expect(await reveal({ reason: 'is it canary-of-the-form?' })).toMatchObject({ path: 'reason' })
  expect(await reveal({ node: 0 })).toMatchObject({ path: 'node' })
  expect(await reveal({ node: 9999 })).toMatchObject({ path: 'node' })
  expect(await reveal({ sha256: '0'.repeat(64) })).toMatchObject({ path: 'sha256' })
  await station.close()
  expect(audited()).toEqual([])
})

test('a secret that cannot be noted is not told', () => {
  const folders = [join(home, 'templates')]
  const composer = createComposer({
    folders,
    batchKey: () => new Uint8Array(16),
    serverHost: undefined,
    rowSecrets: () => ({}),
  })
  const view = createComposerView({
    composer,
    templates: () => listTemplates(folders),
    audit: () => {
      throw new Failed({ code: 'disk.failed', path: 'station.db', reason: 'full' })
    },
    readCard: async () => [],
  })
  const { message } = composer.draw({ ...draft, variables: {} })
  const node = view.compose({ ...draft, variables: {} }).outline.nodes.findIndex(({ isSecret }) => isSecret)
  expect(() => view.reveal({ ...draft, variables: {} }, { sha256: sha256(message), node, reason })).toThrow(
    'disk.failed',
  )
})

test('two templates are compared leaf by leaf, secrets as bullets', async () => {
  const { ask, station } = openTestStation({ home, cards: {} })
  const asked = { ...draft, template: 'other', variables: { password: 'canary-of-the-form' } }
  const { rows, isAcross } = await ask.message.diff({ ...asked, against: { template: 'training' } })
  expect(isAcross).toBe(false)
  const at = (end: string) => rows.find(({ path }) => path.endsWith(end))
  expect(at('SrvURI')).toMatchObject({
    kind: 'changed',
    left: 'https://other.example/dm',
    right: 'https://localhost:4433/dm',
  })
  expect(at('SrvID')).toMatchObject({ kind: 'same' })
  expect(at('Trsp/Secret')).toEqual({ path: at('Trsp/Secret')?.path, kind: 'changed', left: '•••', right: '•••' })
  expect(at('Addr')).toMatchObject({ kind: 'right', right: 'internet' })
  await station.close()
})

test('a message is compared with what a card holds, also in another format', async () => {
  const card = testCard()
  const { ask, station, settled } = openTestStation({ home, cards: { R1: card } })
  const against = { reader: 'R1' }
  const empty = await ask.message.diff({ ...draft, against })
  expect(empty.right).toEqual({ bytes: 0 })
  expect(empty.rows.every(({ kind }) => kind === 'left')).toBe(true)

  await settled(await ask.job.start({ ...draft, variables: {}, reader: 'R1' }))
  const same = await ask.message.diff({ ...draft, against })
  expect(same.right.format).toBe('dm2')
  expect(same.rows.filter(({ kind }) => kind !== 'same')).toEqual([])

  const across = await ask.message.diff({ ...draft, format: 'dm1', against })
  expect(across.isAcross).toBe(true)
  expect(across.rows.find(({ path }) => path.endsWith('SrvURI'))).toMatchObject({ kind: 'same' })
  await station.close()
})

test('a message too large for its template can be looked at, and its size is a finding', async () => {
  writeFileSync(
    join(home, 'templates', 'small.json'),
    JSON.stringify({ ...trainingTemplate, name: 'small', sizeLimit: 100 }),
  )
  const { ask, station } = openTestStation({ home, cards: {} })
  const told = await ask.message.compose({ ...draft, template: 'small' })
  expect(told.bytes).toBeGreaterThan(100)
  expect(told.findings.map(({ code }) => code)).toContain('too-large')
  expect(await failure(ask.message.preview({ ...draft, template: 'small' }))).toMatchObject({ code: 'message.invalid' })
  await station.close()
})
