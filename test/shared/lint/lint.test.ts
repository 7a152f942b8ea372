import { describe, expect, test } from 'vitest'
import { parseDevice } from '../../../shared/identity/device'
import { type Finding, findingOf, toldOf } from '../../../shared/lint/finding'
import { lintTemplate } from '../../../shared/lint/lint'
import type { LintContext } from '../../../shared/lint/subject'
import { composeTemplate, parseTemplate } from '../../../shared/template'
import { en } from '../../../shared/text/en'
import { utf8 } from '../../../shared/utf8'
import { changed } from '../../support/changed'

const device = parseDevice('imei:490154203237518')
const nonce = { derived: 'nonce' }

/** Nothing is to be found in it, in any format. */
const clean = JSON.stringify({
  bootstation: 1,
  name: 'clean',
  title: 'Nothing to find',
  devices: { types: ['imei'], reports: ['IMEI:'], tacs: ['49015420'] },
  servers: [
    {
      id: 'dm.example.com',
      url: 'https://dm.example.com:8443/dm',
      name: 'DM',
      rights: ['*', 'urn:oma:mo:oma-dm-dmacc:1.2', 'oma:mo:oma-dm-devinfo:1.0'],
      credentials: {
        client: { name: '{devId}', secret: { derived: 'client' }, nonce },
        server: { name: 'dm.example.com', secret: { derived: 'server' }, nonce: { derived: 'server-nonce' } },
      },
      trust: 'device',
    },
  ],
  accessPoints: [{ id: 'internet', name: 'Internet', apn: 'internet.example.com' }],
})

const context: LintContext = { device, messageBytes: 400, sizeBytes: 400, cardFormat: 'empty' }

const all = (changes: Readonly<Record<string, unknown>>, more: LintContext = {}): readonly Finding[] => {
  const text = Object.entries(changes).reduce((text, [path, value]) => changed(text, path, value), clean)
  return lintTemplate(parseTemplate(text), { ...context, ...more })
}
/** Without notes: a format has no place for all that this template says. */
const spoken = (findings: readonly Finding[]) => findings.filter(({ level }) => level !== 'note')
const found = (...args: Parameters<typeof all>) => spoken(all(...args))
const codes = (findings: readonly Finding[]) => findings.map(({ level, code, path }) => `${level} ${code} ${path}`)

test.for(['dm2', 'dm1', 'cp'] as const)('a template as it should be has no finding in %s', (format) => {
  expect(found({}, { format })).toEqual([])
  expect(found({}, { format, device: undefined })).toEqual([])
})

const at = 'servers.0'
const client = `${at}.credentials.client`
const server = `${at}.credentials.server`
const point = { id: 'internet', name: 'Internet', apn: 'internet.example.com' }
const login = { type: 'PAP', name: 'n', secret: { derived: 'login' } }
const withProxy = { [`${at}.proxy`]: 'p', proxies: [{ id: 'p', name: 'P', address: '192.0.2.1' }] }
const long = { fixed: 'a long secret of many letters' }

describe('a device is told what cannot work', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, LintContext, string])[] = [
    ['client-missing', { [client]: undefined }, { format: 'dm1' }, client],
    ['client-missing', { [client]: undefined }, { format: 'cp' }, client],
    [
      'nonce-missing',
      { [`${client}.type`]: 'HMAC', [`${client}.nonce`]: undefined },
      { format: 'dm1' },
      `${client}.nonce`,
    ],
    [
      'windows-both',
      { [server]: undefined, [`${at}.windows`]: [{ name: 'ROLE', value: '8' }] },
      { format: 'cp' },
      `${at}.credentials`,
    ],
    [
      'windows-digest',
      { [`${server}.type`]: 'HMAC', [`${at}.windows`]: [{ name: 'ROLE', value: '8' }] },
      { format: 'cp' },
      `${server}.type`,
    ],
    [
      'secret-not-text',
      { [`${client}.secret`]: { fixed: 'ends with a line\nfeed and more' } },
      { format: 'dm1' },
      `${client}.secret`,
    ],
    [
      'no-tls',
      { [`${at}.url`]: '{url}', variables: { url: { type: 'text', default: 'http://dm.example.com/' } } },
      {},
      `${at}.url`,
    ],
    [
      'no-tls',
      { [`${at}.url`]: '{url}', variables: { url: { type: 'text', default: 'https://dm example' } } },
      {},
      `${at}.url`,
    ],
    ['port-disagrees', { [`${at}.url`]: 'https://dm.example.com:80/dm' }, {}, `${at}.url`],
    [
      'address-type',
      { proxies: [{ id: 'p', name: 'P', address: 'proxy.example.com', addressType: 'IPV4' }] },
      { format: 'cp' },
      'proxies.0.addressType',
    ],
    [
      'proxy-port',
      { proxies: [{ id: 'p', name: 'P', address: '10.0.0.1:8080', addressType: 'ALPHA', port: '80' }] },
      { format: 'cp' },
      'proxies.0.port',
    ],
    [
      'device-type',
      { 'devices.types': ['uuid'], 'devices.reports': undefined, 'devices.tacs': undefined },
      {},
      'devices.types',
    ],
    ['device-tac', { 'devices.tacs': ['35693803'] }, {}, 'devices.tacs'],
    ['reports-unfit', { 'devices.reports': ['MEID:'] }, { device: undefined }, 'devices.reports'],
    ['dev-id-not-reported', { 'devices.types': undefined, 'devices.reports': ['urn:uuid:'] }, {}, 'devices.reports'],
    ['too-large', {}, { sizeBytes: 399 }, ''],
    ['too-large', { card: { format: 'dm2', sizeLimit: 399 } }, {}, 'card.sizeLimit'],
    ['too-large', { sizeLimit: 399, card: { format: 'dm2', sizeLimit: 500 } }, {}, 'sizeLimit'],
  ]
  test.for(cases)('%s', ([code, changes, more, path]) =>
    expect(codes(found(changes, more))).toContain(`error ${code} ${path}`),
  )
})

describe('a person is warned of what should not be so', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, LintContext, string])[] = [
    ['no-sign-in', { [`${at}.credentials`]: {} }, { format: 'dm1' }, client],
    ['no-sign-in', { [client]: undefined }, { format: 'dm2' }, client],
    ['nonce-missing', { [`${server}.nonce`]: undefined }, { format: 'dm1' }, `${server}.nonce`],
    ['nonce-missing', { [`${client}.nonce`]: undefined }, { format: 'cp' }, `${client}.nonce`],
    ['secret-in-clear', { [`${client}.type`]: 'BASIC' }, { format: 'dm1' }, `${client}.type`],
    ['secret-unused', { [`${client}.type`]: 'TRANSPORT' }, { format: 'cp' }, `${client}.type`],
    ['same-for-all', { [`${client}.secret`]: long }, {}, `${client}.secret`],
    ['same-for-all', { [`${at}.notification`]: { data: 'x', secret: long } }, {}, `${at}.notification.secret`],
    ['secret-repeated', { [`${server}.secret`]: { derived: 'client' } }, {}, `${server}.secret`],
    ['secret-repeated', { [`${server}.secret`]: long, [`${client}.secret`]: long }, {}, `${server}.secret`],
    ['secret-short', { [`${client}.secret`]: { fixed: 'fifteen letters' } }, {}, `${client}.secret`],
    ['secret-short', { [`${client}.nonce`]: { fixed: 'Nonce' } }, { format: 'dm1' }, `${client}.nonce`],
    ['secret-guessable', { [`${client}.secret`]: { fixed: 'password' } }, {}, `${client}.secret`],
    ['secret-guessable', { [`${client}.secret`]: { fixed: 'dm.example.com' } }, {}, `${client}.secret`],
    ['port-disagrees', { [`${at}.url`]: 'https://dm.example.com:8080/dm' }, {}, `${at}.url`],
    ['address-is-ip', { [`${at}.url`]: 'https://192.0.2.7/dm' }, {}, `${at}.url`],
    ['address-is-ip', { [`${at}.url`]: 'https://192.0.2.7:8443/dm' }, {}, `${at}.url`],
    ['trust-not-said', { [`${at}.trust`]: undefined }, {}, `${at}.trust`],
    ['access-point-missing', { accessPoints: [] }, { format: 'dm1' }, 'accessPoints'],
    ['apn-unusual', { 'accessPoints.0.apn': 'not an apn' }, {}, 'accessPoints.0.apn'],
    ['vendor-config', { cp: { vendorConfigs: [{ name: 'V', parameters: [] }] } }, { format: 'cp' }, 'cp.vendorConfigs'],
    ['session-in-file', { [`${at}.session`]: 'at-once' }, { format: 'cp', destination: 'file' }, `${at}.session`],
    ['right-unknown', { [`${at}.rights`]: ['urn:oma:mo:oma-dm-dmac:1.2'] }, {}, `${at}.rights.0`],
    ['dev-id-spelling', { 'devices.reports': ['urn:gsma:imei:'] }, {}, 'devices.reports'],
    ['card-holds-other', {}, { cardFormat: 'dm1' }, 'card.format'],
    ['card-holds-other', {}, { format: 'dm1', cardFormat: 'dm2' }, 'card.format'],
    ['windows-not-carried', { [`${at}.windows`]: [{ name: 'ROLE' }] }, { format: 'dm1' }, `${at}.windows`],
    ['windows-not-carried', { [`${at}.windows`]: [{ name: 'ROLE' }] }, { format: 'dm2' }, `${at}.windows`],
    ['rights-not-carried', { [`${at}.rights`]: ['urn:oma:mo:oma-dm-dmacc:1.2'] }, { format: 'cp' }, `${at}.rights`],
    [
      'notification-not-carried',
      { [`${at}.notification`]: { data: 'x', secret: { derived: 'noti' } } },
      { format: 'dm1' },
      `${at}.notification`,
    ],
    ['proxy-not-carried', withProxy, { format: 'dm1' }, `${at}.proxy`],
    ['proxy-not-carried', withProxy, { format: 'dm2' }, `${at}.proxy`],
    ['login-not-carried', { 'accessPoints.0.login': login }, { format: 'dm2' }, 'accessPoints.0.login'],
    [
      'access-point-not-carried',
      { accessPoints: [point, { ...point, id: 'other' }], [`${at}.accessPoint`]: 'other' },
      { format: 'dm2' },
      `${at}.accessPoint`,
    ],
    ['variable-unused', { variables: { spare: { type: 'text' } } }, {}, 'variables.spare'],
  ]
  test.for(cases)('%s', ([code, changes, more, path]) =>
    expect(codes(found(changes, more))).toContain(`warning ${code} ${path}`),
  )
})

test.for([
  ['dm2', {}, `${at}.credentials`],
  ['dm2', { [`${at}.accessPoint`]: 'internet' }, `${at}.accessPoint`],
  ['dm1', { [`${at}.session`]: 'at-once' }, `${at}.session`],
  ['dm1', { proxies: [{ id: 'p', name: 'P', address: '192.0.2.1' }] }, 'proxies'],
  ['dm2', { cp: { clientId: 'x' } }, 'cp'],
] as const)('what a device does without in %s is noted: %j', ([format, changes, path]) =>
  expect(
    all(changes, { format })
      .filter(({ level }) => level === 'note')
      .map((finding) => finding.path),
  ).toContain(path),
)

test('CP carries all that can be lost elsewhere', () =>
  expect(
    all(
      {
        ...withProxy,
        'accessPoints.0.login': login,
        [`${at}.session`]: 'at-once',
        [`${at}.windows`]: [{ name: 'ROLE', value: '8' }],
        [`${at}.accessPoint`]: 'internet',
        cp: { clientId: 'x' },
      },
      { format: 'cp' },
    ),
  ).toEqual([]))

test('what a format does not speak of is not found in it', () => {
  expect(found({ [`${client}.nonce`]: undefined, accessPoints: [] }, { format: 'dm2' })).toEqual([])
  expect(codes(found({ [`${at}.rights`]: ['com.example.mo'] }, { format: 'dm1' }))).toEqual([
    `warning rights-not-carried ${at}.rights`,
  ])
  expect(found({ 'devices.reports': ['imei:', 'MEID:'] })).toEqual([])
  expect(found({}, { cardFormat: 'dm2' })).toEqual([])
})

test('what is derived for another server is another secret', () => {
  const { servers } = JSON.parse(clean)
  const [first] = servers
  expect(found({ servers: [first, { ...first, id: 'second.example.com' }] }, { format: 'dm1' })).toEqual([])
})

test('a right that is known in another version says so', () =>
  expect(found({ [`${at}.rights`]: ['urn:oma:mo:oma-fumo:9.9'] })).toMatchObject([
    { code: 'right-unknown', facts: { near: 'urn:oma:mo:oma-fumo:1.0' } },
  ]))

test('an address is judged as the device gets it', () => {
  const changes = { [`${at}.url`]: 'https://{host}/dm', variables: { host: { type: 'text' } } }
  expect(found(changes)).toEqual([])
  const template = parseTemplate(
    changed(changed(clean, 'variables', changes.variables), `${at}.url`, changes[`${at}.url`]),
  )
  const derive = () => utf8('sixteen bytes of it')
  const instance = composeTemplate({ template, device, variables: { host: 'dm.example.com:80' }, derive })
  expect(codes(lintTemplate(template, { device, instance }))).toContain(`error port-disagrees ${at}.url`)
})

test('a secret that comes with the device is judged once it is known', () => {
  const template = parseTemplate(changed(clean, `${client}.secret`, { column: 'Password' }))
  expect(spoken(lintTemplate(template, context))).toEqual([])
  const derive = (purpose: string) => utf8(`sixteen bytes of ${purpose}`)
  const instance = composeTemplate({ template, device, variables: { Password: '1234' }, derive })
  expect(codes(spoken(lintTemplate(template, { ...context, instance })))).toEqual([
    `warning secret-guessable ${client}.secret`,
  ])
})

test('errors come before warnings, and notes last', () => {
  const levels = all({ [`${at}.trust`]: undefined, [`${at}.url`]: 'https://dm.example.com:80/' }).map(
    ({ level }) => level,
  )
  expect(levels).toEqual(['error', 'warning', 'note'])
})

test('every finding has a sentence, travels as a line and comes back', () => {
  const findings = [
    ...found({ [`${at}.trust`]: undefined, [`${client}.secret`]: { fixed: '12345' } }),
    ...found({ [`${server}.nonce`]: undefined, accessPoints: [], [`${client}.type`]: 'BASIC' }, { format: 'dm1' }),
    ...found({ [`${at}.rights`]: ['com.example.a', 'urn:oma:mo:oma-fumo:9'] }),
    ...found({ 'devices.reports': ['urn:imei:'] }, { cardFormat: 'cp', sizeBytes: 4 }),
  ]
  expect(findings.length).toBeGreaterThan(9)
  for (const finding of findings) {
    const sentence = en.lint(finding)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(sentence).not.toMatch(/undefined|null|NaN|!|please|error|\.\./i)
    expect(findingOf(toldOf(finding))).toEqual({ ...finding, level: 'warning' })
    expect(en.wizard.review.warning(toldOf(finding))).toBe(sentence)
  }
})

test.for([
  '',
  'x',
  'trust-not-said: a {}',
  'trust-not-said: a {"server":1}',
  'other: a {"server":"s"}',
  'trust-not-said: a {',
])('the line "%s" is no finding', (line) => expect(findingOf(line)).toBeUndefined())
