import { expect, test } from 'vitest'
import { parseDevice } from '../../../shared/identity/device'
import { lintTemplate } from '../../../shared/lint/lint'
import type { Format } from '../../../shared/message/format'
import { composeTemplate, parseTemplate } from '../../../shared/template'
import { en } from '../../../shared/text/en'
import { utf8 } from '../../../shared/utf8'
import { failureOf } from '../../support/outcomes'

const device = parseDevice('imei:490154203237518')
const credentials = { client: { name: '{devId}', secret: { derived: 'client' }, nonce: { derived: 'nonce' } } }
const server = { id: 'dm.example', url: 'https://dm.example/', name: 'DM', rights: ['*'], credentials, trust: 'device' }
const accessPoints = [{ id: 'internet', name: 'Internet', apn: 'internet.example' }]
const template = (more: object) =>
  parseTemplate(
    JSON.stringify({ bootstation: 1, name: 'base', title: 'Base', servers: [server], accessPoints, ...more }),
  )
const found = (more: object, format: Format = 'cp') =>
  lintTemplate(template(more), { format }).map(({ level, code, path }) => `${level} ${code} ${path}`)
const proxy = { id: 'p', name: 'Proxy' }

test.for([
  [{ address: '192.0.2.1' }, undefined],
  [{ address: '192.0.2.1', port: '8080' }, undefined],
  [{ address: 'proxy.example', addressType: 'ALPHA', port: '65535' }, undefined],
  [{ address: '2001:db8::1', addressType: 'IPV6' }, undefined],
  [{ address: 'proxy.example', port: '8080' }, 'error address-type proxies.0.addressType'],
  [{ address: '999.0.0.1' }, 'error address-type proxies.0.addressType'],
  [{ address: '192.0.2.256' }, 'error address-type proxies.0.addressType'],
  [{ address: '192.0.2.1:8080' }, 'error address-type proxies.0.addressType'],
  [{ address: '192.0.2.1', addressType: 'IPV6' }, 'error address-type proxies.0.addressType'],
  [{ address: '192.0.2.1', port: '99999' }, 'error port-unfit proxies.0.port'],
  [{ address: '192.0.2.1', port: 'http' }, 'error port-unfit proxies.0.port'],
  [{ address: '192.0.2.1', port: '0' }, 'error port-unfit proxies.0.port'],
] as const)('of the proxy %j is found: %s', ([more, finding]) =>
  expect(found({ proxies: [{ ...proxy, ...more }] })).toEqual(finding === undefined ? [] : [finding]),
)

test('a proxy is judged as the device gets it, and where it is carried', () => {
  const open = template({
    variables: { host: { type: 'text' }, port: { type: 'text' } },
    proxies: [{ ...proxy, address: '{host}', port: '{port}' }],
  })
  const errors = (host: string, port: string, format: Format = 'cp') => {
    const order = { template: open, device, variables: { host, port }, derive: () => utf8('sixteen bytes of it') }
    const instance = composeTemplate({ ...order, format })
    return lintTemplate(open, { device, format, instance }).flatMap(({ level, code }) =>
      level === 'error' ? [code] : [],
    )
  }
  expect(lintTemplate(open, { format: 'cp' })).toEqual([])
  expect(errors('192.0.2.1', '8080')).toEqual([])
  expect(errors('proxy.example', '0')).toEqual(['address-type', 'port-unfit'])
  expect(errors('proxy.example', '0', 'dm1')).toEqual([])
})

const bootstrap = (value: string) => ({ bootstrap: { name: 'B', parameters: [{ name: 'PROXY-PW', value }] } })
const vendor = { vendorConfigs: [{ name: 'V', parameters: [{ name: 'X' }, { name: 'PASSWORD', value: 'canary' }] }] }

test('a secret in a parameter is the same for all devices, but for a variable in it', () => {
  expect(found({ cp: bootstrap('canary') })).toEqual(['warning same-for-all cp.bootstrap.parameters.0.value'])
  expect(found({ cp: vendor })).toContain('warning same-for-all cp.vendorConfigs.0.parameters.1.value')
  expect(found({ cp: bootstrap('{deviceValue}') })).toEqual([])
  expect(found({ cp: bootstrap('canary') }, 'dm1').join()).not.toContain('same-for-all')
})

test.for([
  [{ cp: bootstrap('canary') }, 'cp.bootstrap.parameters.0.value', 'PROXY-PW'],
  [{ cp: bootstrap('{deviceValue}') }, 'cp.bootstrap.parameters.0.value', 'PROXY-PW'],
  [{ cp: vendor }, 'cp.vendorConfigs.0.parameters.1.value', 'PASSWORD'],
] as const)('a template that forbids secrets in clear has none in a parameter (%#)', ([more, path, name]) =>
  expect(failureOf(() => template({ ...more, secrets: 'no-fixed' }))).toEqual({
    code: 'template.invalid',
    path,
    reason: `is a secret by its name, ${name}, and this template forbids secrets in clear`,
  }),
)

test.for(['APPID', 'AAUTHSECRET', 'INIT', 'role'])('%s is no parameter of Windows', (name) =>
  expect(
    failureOf(() => template({ servers: [{ ...server, windows: [{ name: 'ROLE' }, { name, value: 'x' }] }] })),
  ).toMatchObject({
    code: 'template.invalid',
    path: 'servers.0.windows.1.name',
    reason: expect.stringMatching(/^must be one of "BACKCOMPATRETRYDISABLED", .*"ROLE"/),
  }),
)

test.for(['client', 'server'] as const)('a way of HTTP to sign in does not fit the levels of DM 1.2 (%s)', (who) => {
  const own = { ...credentials, [who]: { ...credentials.client, secret: { derived: who }, type: 'HTTP-DIGEST' } }
  const more = { servers: [{ ...server, credentials: own }] }
  expect(found(more, 'dm1')).toContain(`warning level-unfit servers.0.credentials.${who}.type`)
  expect(found(more, 'cp').join()).not.toContain('level-unfit')
})

test.for([
  ['', undefined],
  [':8443', undefined],
  [':65535', undefined],
  [':8080', 'warning'],
  ...['0', '21', '22', '23', '25', '80', '110', '143', '389', '995'].map((port) => [`:${port}`, 'error'] as const),
] as const)('of an address with the port "%s" is found: %s', ([port, level]) =>
  expect(found({ servers: [{ ...server, url: `https://dm.example${port}/` }] })).toEqual(
    level === undefined ? [] : [`${level} port-disagrees servers.0.url`],
  ),
)

test.for(['https://[2001:db8::1]/dm', 'https://[2001:db8::1]:8443', 'https://[::ffff:192.0.2.1]/'])(
  'an address may be %s, and a person is told that it is a number',
  (url) => expect(found({ servers: [{ ...server, url }] })).toEqual(['warning address-is-ip servers.0.url']),
)

test.for([
  'https://[2001:db8::1]/[DevID]',
  'https://[DevID]/',
  'https://[2001:db8::1',
  'https://[::1]x/',
  'https://[1]/',
])('%s is no address', (url) =>
  expect(failureOf(() => template({ servers: [{ ...server, url }] }))).toMatchObject({ path: 'servers.0.url' }),
)

test('what is found has words', () => {
  const findings = lintTemplate(
    template({
      proxies: [{ ...proxy, address: 'x', port: 'http' }],
      servers: [{ ...server, credentials: { client: { ...credentials.client, type: 'HTTP-DIGEST' } } }],
    }),
    { format: 'cp' },
  )
  for (const finding of findings) expect(en.lint(finding)).toMatch(/^[A-Z].*\.$/)
})
