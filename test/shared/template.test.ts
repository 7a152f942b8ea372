import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDevice } from '../../shared/identity/device'
import { composeMessage, readMessage } from '../../shared/message/message'
import { canonicalTemplate, composeTemplate, instantiate, parseTemplate } from '../../shared/template'
import { utf8 } from '../../shared/utf8'
import { inClear } from '../support/accounts'
import { failureOf, readsOrFails } from '../support/outcomes'
import { sampleTemplate, sampleTemplateText, twoServers, twoServersText } from '../support/templates'

const device = parseDevice('imei:490154203237518')
const derive = (purpose: string) => utf8(`key of ${purpose}`)
const order = { template: sampleTemplate, device, variables: {}, derive }
const base64 = (text: string) => Buffer.from(text).toString('base64')

test('a template for one server is what its device needs', () => {
  const { accounts, accessPoints } = instantiate(order)
  expect(accounts.map(inClear)).toEqual([
    {
      id: 'dm.operator.example',
      url: 'https://dm.operator.example/dm20',
      name: 'Operator DM',
      rights: ['*'],
      client: {
        name: 'IMEI:490154203237518',
        secret: utf8(base64('key of dm.operator.example/client-secret')),
        nonce: undefined,
      },
      server: undefined,
      notification: { data: utf8('noti'), secret: utf8('key of dm.operator.example/notification-secret') },
    },
  ])
  expect(accessPoints).toEqual([])
})

test('variables, defaults and built-in names fill in texts', () => {
  const { accounts, accessPoints } = instantiate({
    ...order,
    template: twoServers,
    variables: { password: 'geheim', line: '42' },
  })
  expect(accounts[1]).toMatchObject({
    url: 'https://dm.enterprise.example/dm20',
    name: 'Werk Süd – Geräte 42',
    client: { name: 'device-490154203237518' },
  })
  expect(accounts[1]?.client?.secret.reveal()).toEqual(utf8('geheim'))
  expect(accounts[1]?.notification?.data).toEqual(utf8('two-servers'))
  expect(accessPoints).toEqual([{ id: 'internet', name: 'Operator Internet', apn: 'internet.operator.example' }])
})

test('a value is never read for variables again', () => {
  const { accounts } = instantiate({
    ...order,
    template: twoServers,
    variables: { password: 'p', site: '{password}{line}' },
  })
  expect(accounts[1]?.name).toBe('{password}{line} 1')
})

test('two servers never share a derived secret, and two devices get different ones from the deriving function', () => {
  const asked: string[] = []
  instantiate({
    ...order,
    template: twoServers,
    variables: { password: 'p' },
    derive: (purpose, id) => utf8(String(asked.push(`${purpose} ${id}`))),
  })
  expect(asked).toEqual([...new Set(asked)])
  expect(asked[0]).toBe('dm.operator.example/client-secret imei:490154203237518')
})

test.for(['dm1', 'dm2'] as const)('both templates compose as %s and read back', (format) => {
  for (const template of [sampleTemplate, twoServers]) {
    const variables = template === twoServers ? { password: 'p' } : {}
    const { accounts, accessPoints } = instantiate({ ...order, template, variables, format })
    const read = readMessage(composeMessage({ format, device, accounts, accessPoints }))
    expect(read.accounts.map(({ id, name, url }) => [id, name, url])).toEqual(
      accounts.map(({ id, name, url }) => [id, name, url]),
    )
  }
})

test.for([
  [{}, 'variables.password', 'is missing; it takes Enterprise password'],
  [{ password: 'p', line: '0' }, 'variables.line', 'must match [1-9][0-9]?'],
  [{ password: 'p', line: '123' }, 'variables.line', 'must match [1-9][0-9]?'],
  [{ password: 'p', line: 'x' }, 'variables.line', 'must be digits'],
  [{ password: 'p', site: 'a\nb' }, 'variables.site', 'must be one line without control characters'],
  [{ password: '' }, 'variables.password', 'is empty'],
  [
    { password: 'p', enterpriseUrl: 'http://a.example' },
    'variables.enterpriseUrl',
    'must be an https:// address without user name or [parameters]',
  ],
  [
    { password: 'p', colour: 'red' },
    'variables.colour',
    'is not a variable of two-servers; it has site, line, enterpriseUrl, password',
  ],
  [
    { password: 'p', toString: 'red' },
    'variables.toString',
    'is not a variable of two-servers; it has site, line, enterpriseUrl, password',
  ],
] as const)('the variables %j are refused at %s', ([variables, path, reason]) =>
  expect(failureOf(() => instantiate({ ...order, template: twoServers, variables }))).toEqual({
    code: 'message.invalid',
    path,
    reason,
  }),
)

/** The sample with one place changed: a path of names, and what to put there. */
function changed(text: string, path: string, value: unknown): string {
  const document = JSON.parse(text)
  const names = path.split('.')
  const last = names.pop() ?? ''
  const parent = names.reduce((node, name) => (node[name] ??= {}), document)
  parent[last] = value
  return JSON.stringify(document)
}

test.for([
  ['bootstation', 2],
  ['name', 'Not Kebab'],
  ['title', ''],
  ['title', 'a\u0000b'],
  ['colour', 'red'],
  ['card.format', 'dm3'],
  ['card.size', 1],
  ['servers', []],
  ['servers.0.id', 'has space'],
  ['servers.0.url', 'http://a.example'],
  ['servers.0.url', 'https://user:pw@a.example'],
  ['servers.0.url', 'https://a.example/[DevID]'],
  ['servers.0.url', 'https://[2001:db8::1]/[DevID]'],
  ['servers.0.url', 'https://[DevID]/'],
  ['servers.0.name', undefined],
  ['servers.0.name', 5],
  ['servers.0.rights', []],
  ['servers.0.rights.0', 'not a moid'],
  ['servers.0.credentials.client.secret', 'plain'],
  ['servers.0.credentials.client.secret', { fixed: '' }],
  ['servers.0.credentials.client.secret', { fixed: 'a', derived: 'b' }],
  ['servers.0.credentials.client.secret.variable', 'nowhere'],
  ['servers.0.credentials.client.name', '{nowhere}'],
  ['servers.0.credentials.user', {}],
  ['variables.devId', { type: 'text' }],
  ['variables.a-b', { type: 'text' }],
  ['variables.a', { type: 'number' }],
  ['variables.a', { type: 'text', pattern: '(' }],
  ['variables.a.default', 'x'],
  ['accessPoints', [{ id: 'a', name: 'b' }]],
  ['sizeLimit', 0],
] as const)('a template whose %s is %j is refused there', ([path, value]) => {
  const base = changed(
    sampleTemplateText,
    'servers.0.credentials.client.secret',
    path.endsWith('.variable') ? {} : { fixed: 'x' },
  )
  const failure = failureOf(() => parseTemplate(changed(base, path, value)))
  expect(failure.code).toBe('template.invalid')
  if (failure.code !== 'template.invalid') return
  expect(failure.path.startsWith(path.split('.').slice(0, -1).join('.'))).toBe(true)
  expect(failure.reason.length).toBeGreaterThan(5)
})

test.for([
  ['servers.0.name', undefined, 'servers.0.name', 'is missing; it must be a text in quotes'],
  ['colour', 'red', 'colour', 'is not a field of a template'],
  ['servers.0.colour', 'red', 'servers.0.colour', 'is not a field of a template'],
  [
    'servers.0.credentials.client.secret',
    'plain',
    'servers.0.credentials.client.secret',
    'must be {"derived": "purpose"}, {"variable": "name"}, {"column": "name"} or {"fixed": "…"}',
  ],
  [
    'servers.0.name',
    '{nowhere}',
    'servers.0.name',
    '{nowhere} is not a variable; there are devId, deviceValue, template',
  ],
  ['variables', { a: { type: 'digits', default: 'x' } }, 'variables.a.default', 'must be digits'],
  [
    'variables',
    { a: { type: 'secret', default: 'x' } },
    'variables.a.default',
    'a secret has no default; write {"fixed": "…"} where it is used',
  ],
] as const)('a mistake at %s (%j) is told by its path and what would be right', ([at, value, path, reason]) =>
  expect(failureOf(() => parseTemplate(changed(sampleTemplateText, at, value)))).toEqual({
    code: 'template.invalid',
    path,
    reason,
  }),
)

test('a secret variable may not stand in a text, nor a text variable as a secret', () => {
  expect(failureOf(() => parseTemplate(changed(twoServersText, 'servers.1.name', 'x {password}')))).toMatchObject({
    path: 'servers.1.name',
    reason: '{password} is a secret; it may stand only as {"variable": "password"}',
  })
  expect(
    failureOf(() => parseTemplate(changed(twoServersText, 'servers.1.credentials.client.secret.variable', 'site'))),
  ).toMatchObject({
    path: 'servers.1.credentials.client.secret.variable',
  })
})

test('the same server twice is refused, also once variables are filled in', () => {
  expect(failureOf(() => parseTemplate(changed(twoServersText, 'servers.1.id', 'dm.operator.example')))).toMatchObject({
    path: 'servers.1.id',
  })
  const template = parseTemplate(changed(twoServersText, 'servers.1.id', '{site}'))
  const variables = { password: 'p', site: 'dm.operator.example' }
  expect(failureOf(() => instantiate({ ...order, template, variables }))).toMatchObject({ path: 'servers.1.id' })
  expect(failureOf(() => instantiate({ ...order, template, variables: { password: 'p', site: 'a b' } }))).toMatchObject(
    { path: 'servers.1.id' },
  )
})

test('what is no JSON is told by line and column', () => {
  expect(failureOf(() => parseTemplate('{\n  "name": x\n}'))).toEqual({
    code: 'template.invalid',
    path: '',
    reason: 'line 2, column 11: there should be a value',
  })
  expect(failureOf(() => parseTemplate('{"name":"a","name":"b"}'))).toMatchObject({
    path: 'name',
    reason: 'is there twice',
  })
  for (const text of ['', '[]', '5', 'null']) expect(failureOf(() => parseTemplate(text)).code).toBe('template.invalid')
})

test('the canonical text does not depend on order or white space, and does on every value', () => {
  const document = JSON.parse(twoServersText)
  const variables = Object.fromEntries(Object.entries(document.variables).reverse())
  const reordered = JSON.stringify(Object.fromEntries(Object.entries({ ...document, variables }).reverse()), null, 4)
  expect(canonicalTemplate(parseTemplate(reordered))).toBe(canonicalTemplate(twoServers))
  const others = [
    changed(twoServersText, 'title', 'x'),
    changed(twoServersText, 'servers.1.notification.secret.fixed', 'x'),
    changed(twoServersText, 'servers.0.rights.1', '*'),
    changed(twoServersText, 'sizeLimit', undefined),
  ]
  for (const other of others) expect(canonicalTemplate(parseTemplate(other))).not.toBe(canonicalTemplate(twoServers))
})

test('a template that is printed shows no secret', () => {
  for (const printed of [JSON.stringify(twoServers), inspect(twoServers, { depth: 9 })])
    expect(printed).not.toContain('shared by all')
})

test('client provisioning is composed where it is asked for, and its account uses the first access point', () => {
  const template = parseTemplate(changed(twoServersText, 'card.format', 'cp'))
  const { bytes } = composeTemplate({ ...order, template, variables: { password: 'pa55word' } })
  const read = readMessage(bytes)
  expect(read.format).toBe('cp')
  expect(read.accounts.map(({ accessPoint }) => accessPoint)).toEqual(['internet', 'internet'])
})

test('any text, and any change of a good one, gives a template or a failure', () => {
  fc.assert(fc.property(fc.string(), (text) => readsOrFails(() => parseTemplate(text))))
  fc.assert(fc.property(fc.json(), (text) => readsOrFails(() => parseTemplate(text))))
  fc.assert(
    fc.property(fc.nat(twoServersText.length - 1), fc.constantFrom(...'{}[]",:0ax'), (at, sign) =>
      readsOrFails(() => parseTemplate(twoServersText.slice(0, at) + sign + twoServersText.slice(at + 1))),
    ),
  )
})

test('a message above the limit of its template is refused, and one as long as the limit is not', () => {
  const { bytes } = composeTemplate(order)
  const limited = (sizeLimit: number) => ({ ...order, template: { ...sampleTemplate, sizeLimit } })
  expect(composeTemplate(limited(bytes.length)).bytes).toEqual(bytes)
  expect(failureOf(() => composeTemplate(limited(bytes.length - 1)))).toMatchObject({
    code: 'message.invalid',
    path: 'sizeLimit',
  })
  expect(composeTemplate({ ...order, format: 'dm1' })).toMatchObject({ format: 'dm1' })
})
