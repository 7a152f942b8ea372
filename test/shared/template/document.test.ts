import { describe, expect, test } from 'vitest'
import { parseDevice } from '../../../shared/identity/device'
import {
  canonicalTemplate,
  columnsOf,
  composeTemplate,
  formatsOf,
  parseTemplate,
  secretsOf,
} from '../../../shared/template'
import { utf8 } from '../../../shared/utf8'
import { changed } from '../../support/changed'
import { failureOf } from '../../support/outcomes'
import { sampleTemplateText, twoServersText } from '../../support/templates'

const device = parseDevice('imei:490154203237518')
const derive = (purpose: string, _: string, kdf: string) => utf8(`${kdf} of ${purpose}`)
const secretAt = 'servers.0.credentials.client.secret'
const parsed = (path: string, value: unknown) => parseTemplate(changed(sampleTemplateText, path, value))
const refusedAt = (path: string, value: unknown) => failureOf(() => parsed(path, value))
const composed = (path: string, value: unknown, variables: Record<string, string> = {}) =>
  composeTemplate({ template: parsed(path, value), device, variables, derive })

describe('secrets', () => {
  test('a column of the device’s row is the secret, and has to be there', () => {
    const column = { column: 'Wi-Fi password' }
    const { accounts } = composed(secretAt, column, { 'Wi-Fi password': 'geheim' })
    expect(accounts[0]?.client?.secret.reveal()).toEqual(utf8('geheim'))
    expect(columnsOf(parsed(secretAt, column))).toEqual(['Wi-Fi password'])
    expect(failureOf(() => composed(secretAt, column))).toEqual({
      code: 'message.invalid',
      path: 'variables.Wi-Fi password',
      reason: 'is missing; it takes a column of the device’s row',
    })
  })

  test('a column may not be called like a variable, nor like a built-in name', () => {
    const text = changed(sampleTemplateText, 'variables', { pin: { type: 'secret' } })
    for (const column of ['pin', 'devId'])
      expect(failureOf(() => parseTemplate(changed(text, secretAt, { column })))).toMatchObject({
        path: `${secretAt}.column`,
      })
  })

  test('the function that derives is told which way, and naming the usual one makes no other template', () => {
    const { accounts } = composed(secretAt, { derived: 'client', kdf: 'hkdf-sha256' })
    expect(Buffer.from(new TextDecoder().decode(accounts[0]?.client?.secret.reveal()), 'base64').toString()).toBe(
      'hkdf-sha256 of dm.operator.example/client',
    )
    const canonicalOf = (kdf: string | undefined) => canonicalTemplate(parsed(secretAt, { derived: 'client', kdf }))
    expect(canonicalOf('hmac-sha256')).toBe(canonicalOf(undefined))
    expect(canonicalOf('hkdf-sha256')).not.toBe(canonicalOf(undefined))
  })

  test('a template that forbids secrets in clear is refused with one, wherever it stands', () => {
    const text = changed(sampleTemplateText, 'secrets', 'no-fixed')
    expect(parseTemplate(text).secrets).toBe('no-fixed')
    const places = [secretAt, 'servers.0.notification.secret', 'accessPoints.0.login.secret']
    const withPoint = changed(text, 'accessPoints', [
      { id: 'a', name: 'A', apn: 'a.example', login: { type: 'PAP', name: 'n', secret: { derived: 'x' } } },
    ])
    for (const place of places)
      expect(failureOf(() => parseTemplate(changed(withPoint, place, { fixed: 'in clear' })))).toEqual({
        code: 'template.invalid',
        path: `${place}.fixed`,
        reason:
          'this template forbids secrets in clear; write {"derived": "purpose"}, {"variable": "name"} or {"column": "name"}',
      })
  })

  test('all of them are found with their paths', () =>
    expect(secretsOf(parseTemplate(twoServersText)).map(({ path }) => path)).toEqual([
      'servers.0.credentials.client.secret',
      'servers.0.credentials.client.nonce',
      'servers.0.credentials.server.secret',
      'servers.0.credentials.server.nonce',
      'servers.1.credentials.client.secret',
      'servers.1.notification.secret',
    ]))
})

describe('variables', () => {
  const values = (variable: unknown, value: string) => {
    const text = changed(changed(sampleTemplateText, 'variables', { v: variable }), 'servers.0.name', '{v}')
    return composeTemplate({ template: parseTemplate(text), device, variables: { v: value }, derive })
  }
  test.for([
    [{ type: 'choice', choices: ['north', 'south'] }, 'north', 'east', 'must be one of north, south'],
    [{ type: 'hex' }, '00fF', '0', 'must be pairs of hex digits'],
    [{ type: 'phone' }, '+491711234567', '0171', 'must be + and 5 to 15 digits'],
    [{ type: 'text', pattern: '^[a-z]+$' }, 'abc', 'ab1', 'must match ^[a-z]+$'],
  ] as const)('%j takes %s and not %s', ([variable, good, bad, reason]) => {
    expect(values(variable, good).accounts[0]?.name).toBe(good)
    expect(failureOf(() => values(variable, bad))).toEqual({ code: 'message.invalid', path: 'variables.v', reason })
  })

  test.for([
    [{ type: 'choice' }, 'variables.v.choices'],
    [{ type: 'text', choices: ['a'] }, 'variables.v.choices'],
    [{ type: 'text', pattern: '(a)\\1' }, 'variables.v.pattern'],
    [{ type: 'text', pattern: 'a'.repeat(300) }, 'variables.v.pattern'],
    [{ type: 'choice', choices: ['a'], default: 'b' }, 'variables.v.default'],
  ] as const)('%j is refused at %s', ([variable, path]) =>
    expect(refusedAt('variables', { v: variable })).toMatchObject({ code: 'template.invalid', path }),
  )
})

describe('formats and limits', () => {
  test('a template names the formats it makes, or makes any', () => {
    expect(formatsOf(parsed('title', 'x'))).toEqual(['dm2', 'dm1', 'cp'])
    expect(formatsOf(parsed('formats', ['dm1', 'dm2']))).toEqual(['dm2', 'dm1'])
    expect(refusedAt('formats', ['dm1'])).toMatchObject({
      path: 'formats',
      reason: 'must hold dm2, which the template asks for',
    })
    expect(refusedAt('formats', ['dm2', 'dm2'])).toMatchObject({ path: 'formats' })
    const template = parsed('formats', ['dm2', 'dm1'])
    expect(failureOf(() => composeTemplate({ template, device, variables: {}, derive, format: 'cp' }))).toEqual({
      code: 'message.invalid',
      path: 'formats',
      reason: 'operator-basic makes dm2, dm1, not cp',
    })
  })

  test('card and file have a format and a limit of their own', () => {
    const text = changed(sampleTemplateText, 'card', { format: 'dm1', sizeLimit: 10 })
    const template = parseTemplate(changed(text, 'file', { format: 'dm2', sizeLimit: 200_000 }))
    const order = { template, device, variables: {}, derive }
    expect(failureOf(() => composeTemplate(order))).toMatchObject({ path: 'card.sizeLimit' })
    expect(composeTemplate({ ...order, destination: 'file' }).format).toBe('dm2')
  })
})

describe('what belongs together', () => {
  const point = [{ id: 'internet', name: 'I', apn: 'i.example' }]
  test('a server goes through an access point and a proxy of the template', () => {
    const text = changed(sampleTemplateText, 'accessPoints', point)
    expect(parseTemplate(changed(text, 'servers.0.accessPoint', 'internet')).servers[0]?.accessPoint).toBe('internet')
    expect(failureOf(() => parseTemplate(changed(text, 'servers.0.accessPoint', 'other')))).toEqual({
      code: 'template.invalid',
      path: 'servers.0.accessPoint',
      reason: 'other is not in accessPoints; there are internet',
    })
    expect(refusedAt('servers.0.proxy', 'p')).toMatchObject({ path: 'servers.0.proxy' })
  })

  test.for([
    ['devices', { types: ['phone'] }, 'devices.types.0'],
    ['devices', { reports: ['IMSI:'] }, 'devices.reports.0'],
    ['devices', { tacs: ['1234'] }, 'devices.tacs.0'],
    ['devices', { colour: 'red' }, 'devices.colour'],
    ['servers.0.trust', 'anybody', 'servers.0.trust'],
    ['servers.0.trust', { sha256: 'AB' }, 'servers.0.trust.sha256'],
    ['secrets', 'none', 'secrets'],
    ['formats', [], 'formats'],
    ['revision', 0, 'revision'],
    ['card', { format: 'dm2', sizeLimit: 32_769 }, 'card.sizeLimit'],
    ['file', { sizeLimit: 2_000_000 }, 'file.sizeLimit'],
  ] as const)('%s %j is refused at %s', ([at, value, path]) =>
    expect(refusedAt(at, value)).toMatchObject({ code: 'template.invalid', path }),
  )
})

describe('hostile documents', () => {
  const inside = (text: string) => sampleTemplateText.replace('"name":"operator-basic"', text)
  test.for([
    [inside('"name":"operator-basic","__proto__":{"servers":[]}'), '__proto__'],
    [inside('"name":"operator-basic","variables":{"__proto__":{"type":"text"}}'), 'variables.__proto__'],
    [inside('"name":"operator-basic","constructor":{}'), 'constructor'],
    [inside('"name":"operator-basic","name":"operator-basic"'), 'name'],
    [inside(`"name":${'['.repeat(200)}`), ''],
  ] as const)('%s is refused at %s', ([text, path]) =>
    expect(failureOf(() => parseTemplate(text))).toMatchObject({ code: 'template.invalid', path }),
  )

  test('a variable may be called like a property of every object, and is still one', () => {
    const text = changed(sampleTemplateText, 'variables', { constructor: { type: 'text', default: 'x' } })
    const template = parseTemplate(changed(text, 'servers.0.name', '{constructor}'))
    expect(composeTemplate({ template, device, variables: {}, derive }).accounts[0]?.name).toBe('x')
    expect(failureOf(() => parsed('servers.0.name', '{toString}'))).toMatchObject({ path: 'servers.0.name' })
  })

  test('ten megabytes are refused at once', () => {
    const began = performance.now()
    const failure = failureOf(() => parseTemplate(`{"title":"${'x'.repeat(10 << 20)}"}`))
    expect(failure).toMatchObject({ code: 'template.invalid', path: '' })
    expect(performance.now() - began).toBeLessThan(500)
  })

  test('a pattern made to hang does not', () => {
    const text = changed(sampleTemplateText, 'variables', { v: { type: 'text', pattern: '(a+)+b' } })
    const template = parseTemplate(changed(text, 'servers.0.name', '{v}'))
    const began = performance.now()
    expect(
      failureOf(() => composeTemplate({ template, device, variables: { v: 'a'.repeat(10_000) }, derive })),
    ).toMatchObject({
      path: 'variables.v',
    })
    expect(performance.now() - began).toBeLessThan(1000)
  })
})

test('where its schema lies is no part of what a template says', () =>
  expect(canonicalTemplate(parsed('$schema', 'x.json'))).toBe(canonicalTemplate(parseTemplate(sampleTemplateText))))

test('the hash of a template of before is what it was', () =>
  expect(canonicalTemplate(parseTemplate(sampleTemplateText))).toBe(
    '{"accessPoints":[],"bootstation":1,"card":{"format":"dm2"},"name":"operator-basic","servers":[{"credentials":{"client":{"name":"{devId}","secret":{"derived":"client-secret"}}},"id":"dm.operator.example","name":"Operator DM","notification":{"data":"noti","secret":{"derived":"notification-secret"}},"rights":["*"],"url":"https://dm.operator.example/dm20"}],"title":"Operator, one server","variables":{}}',
  ))
