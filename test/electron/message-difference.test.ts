import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { parseDevice } from '../../shared/identity/device'
import { changed } from '../support/changed'
import { createTestHome, openTestStation, testCard, trainingTemplate } from '../support/station'

const device = parseDevice('imei:490154203237518')
const text = JSON.stringify({
  ...trainingTemplate,
  name: 'whole',
  proxies: [{ id: 'gateway', name: 'Gateway', address: '192.0.2.1', login: login('proxy') }],
  cp: { clientId: 'client', bootstrap: { name: 'B', parameters: [{ name: 'PROXY-ID', value: 'gateway' }] } },
})

function login(purpose: string) {
  return { type: 'PAP', name: 'n', secret: { derived: purpose } }
}

let home: string
beforeEach(() => {
  home = createTestHome()
  mkdirSync(join(home, 'templates'), { recursive: true })
  writeFileSync(join(home, 'templates', 'whole.json'), text)
})

/** Writes a card from the template, changes the template, and compares. */
async function rowsAfter(change: (text: string) => string, format: 'dm2' | 'dm1' | 'cp', other = format) {
  const { ask, station, settled } = openTestStation({ home, cards: { R1: testCard() } })
  const draft = { device, template: 'whole', variables: {} }
  await settled(await ask.job.start({ ...draft, format, reader: 'R1' }))
  writeFileSync(join(home, 'templates', 'whole.json'), change(text))
  const found = await ask.message.diff({ ...draft, format: other, against: { reader: 'R1' } })
  await station.close()
  return { ...found, rows: found.rows.filter(({ kind }) => kind !== 'same') }
}

const server = 'servers.0'
describe('everything a CP message says is compared with a card', () => {
  test.for([
    ['windows', (it: string) => changed(it, `${server}.windows`, [{ name: 'USEHWDEVID' }]), 'dms1/USEHWDEVID'],
    ['a parameter', (it: string) => changed(it, `${server}.windows`, [{ name: 'ROLE', value: '8' }]), 'dms1/ROLE'],
    ['session', (it: string) => changed(it, `${server}.session`, 'at-once'), 'dms1/INIT'],
    ['proxy', (it: string) => changed(it, `${server}.proxy`, 'gateway'), 'dms1/TO-PROXY'],
    ['an address of a proxy', (it: string) => changed(it, 'proxies.0.address', '192.0.2.2'), 'gateway/address'],
    ['a sign-in at a proxy', (it: string) => changed(it, 'proxies.0.login', login('other')), 'gateway/AUTHSECRET'],
    [
      'a sign-in at an access point',
      (it: string) => changed(it, 'accessPoints.0.login', login('x')),
      'internet/AUTHTYPE',
    ],
    ['the bootstrap', (it: string) => changed(it, 'cp.bootstrap.name', 'C'), 'BOOTSTRAP/NAME'],
    ['the client', (it: string) => changed(it, 'cp.clientId', 'other'), 'CLIENTIDENTITY/CLIENT-ID'],
    [
      'a vendor',
      (it: string) => changed(it, 'cp.vendorConfigs', [{ name: 'V', parameters: [{ name: 'X', value: '1' }] }]),
      'VENDORCONFIG/X',
    ],
    [
      'a secret of the server',
      (it: string) => changed(it, `${server}.credentials.server.secret`, { derived: 'new' }),
      'dms1/AppAuth/SRVCRED/AAuthSecret',
    ],
  ] as const)('%s', async ([, change, path]) => {
    const { rows, left, right } = await rowsAfter(change, 'cp')
    expect(rows.map((row) => row.path)).toContain(path)
    expect(left.sha256).not.toBe(right.sha256)
    for (const row of rows.filter((row) => /SECRET$/i.test(row.path)))
      expect([row.left, row.right]).toEqual([row.left && '•••', row.right && '•••'])
  })

  test('and nothing else', async () => {
    const { rows, left, right } = await rowsAfter((it) => it, 'cp')
    expect(rows).toEqual([])
    expect(left.sha256).toBe(right.sha256)
  })
})

test('what differs in bytes alone has another hash', async () => {
  const { rows, left, right } = await rowsAfter((it) => changed(it, 'card', { format: 'cp', wbxml: 'compact' }), 'cp')
  expect(rows).toEqual([])
  expect(left.sha256).not.toBe(right.sha256)
})

test('across formats, what one gives a device and the other does not is told', async () => {
  const { rows, isAcross } = await rowsAfter(
    (it) => changed(it, `${server}.windows`, [{ name: 'ROLE', value: '8' }]),
    'dm2',
    'cp',
  )
  expect(isAcross).toBe(true)
  const left = rows.filter(({ kind }) => kind === 'left').map(({ path }) => path)
  for (const path of ['dms1/ROLE', 'dms1/SRVCRED/AAuthSecret', 'dms1/AAuthData', 'gateway/address'])
    expect(left).toContain(path)
  expect(rows.filter(({ kind }) => kind === 'right').map(({ path }) => path)).toEqual(['dms1/Perm/p1/MOID'])
})
