import { expect, test } from 'vitest'
import { hex } from '../../../shared/bytes'
import { encode } from '../../../shared/codec'
import { devIdOf, parseDevice } from '../../../shared/identity/device'
import type { ServerAccount } from '../../../shared/message/account'
import { readCp } from '../../../shared/message/cp'
import { cpDocument, group } from '../../../shared/message/cp-document'
import {
  composeMessage,
  type MessageContent,
  mergeMessages,
  readMessage,
  showMessage,
  wbxmlOf,
  xmlDocumentOf,
} from '../../../shared/message/message'
import { openMessage } from '../../../shared/message/open'
import { secret } from '../../../shared/secret'
import { utf8 } from '../../../shared/utf8'
import { wbxml } from '../../../shared/wbxml/codec'
import { cpDialect } from '../../../shared/wbxml/cp'
import { credentialOf, inClear } from '../../support/accounts'
import { failureOf } from '../../support/outcomes'
import { bytesOfVector, textOfVector } from '../../support/vectors'

const device = parseDevice('imei:493005100592800')
const example: ServerAccount = {
  id: 'dm.example.com',
  url: 'https://dm.example.com/dm',
  name: 'Example DM',
  rights: [],
  client: credentialOf('clientuser', 'clientsecret', 'nonce'),
  server: credentialOf('dm.example.com', 'serversecret', 'nonce'),
}
const full: MessageContent = {
  format: 'cp',
  device,
  accounts: [
    {
      ...example,
      accessPoint: 'NAP1',
      proxy: 'PX1',
      session: 'at-once',
      windows: [{ name: 'ROLE', value: '8' }, { name: 'USEHWDEVID' }],
    },
  ],
  accessPoints: [
    {
      id: 'NAP1',
      name: 'GPRS',
      apn: 'dm.example.apn',
      login: { type: 'PAP', name: 'apnuser', secret: secret(utf8('apnpass')) },
    },
  ],
  proxies: [
    {
      id: 'PX1',
      name: 'Proxy',
      address: '10.0.0.1',
      addressType: 'IPV4',
      port: '8080',
      accessPoint: 'NAP1',
      startPage: 'http://a/',
      login: { type: 'HTTP-BASIC', name: 'px', secret: secret(utf8('pxpass')) },
    },
  ],
  provisioning: {
    bootstrap: { name: 'Example Operator', parameters: [{ name: 'PROXY-ID', value: 'PX1' }] },
    clientId: '493005100592800',
    vendorConfigs: [{ name: 'PRODUCT', parameters: [{ name: 'X', value: '1' }] }],
  },
}
const compose = (accounts: readonly ServerAccount[]) =>
  composeMessage({ ...full, accounts, accessPoints: [], proxies: [], provisioning: {} })

test('an account is written as libwbxml writes it, byte for byte', () =>
  expect(hex(compose([example]))).toBe(hex(bytesOfVector('cp-w7'))))

test.for(['cp-w7', 'cp-w7-table', 'cp-w7-kannel'])('the account of %s is read, whoever encoded it', (name) => {
  const { accounts, warnings } = readMessage(bytesOfVector(name))
  expect(accounts.map(inClear)).toEqual([inClear(example)])
  expect(warnings).toEqual([])
})

test('the client signs in with what APPSRV says, the server with what CLIENT says', () => {
  const [read] = readMessage(bytesOfVector('cp-w7')).accounts
  expect([read?.client?.name, read?.server?.name]).toEqual(['clientuser', 'dm.example.com'])
})

test('the full message has its account, access point, proxy and all else', () => {
  const read = readMessage(bytesOfVector('cp-full'))
  expect(read.accounts).toMatchObject([
    { accessPoint: 'NAP1', proxy: 'PX1', session: 'at-once', client: { type: 'HTTP-BASIC' } },
  ])
  expect(read.accessPoints).toMatchObject([
    { id: 'NAP1', apn: 'dm.example.apn', login: { type: 'PAP', name: 'apnuser' } },
  ])
  expect(read.proxies).toMatchObject([{ id: 'PX1', address: '10.0.0.1', port: '8080', accessPoint: 'NAP1' }])
  expect(read.provisioning).toEqual({
    bootstrap: { name: 'Example Operator', parameters: [{ name: 'PROXY-ID', value: 'PX1' }] },
    clientId: '493005100592800',
    vendorConfigs: [{ name: 'PRODUCT', parameters: [] }],
  })
})

test.for(['plain', 'compact'] as const)('everything CP can say reads back, %s', (form) => {
  const read = readMessage(composeMessage({ ...full, wbxml: form }))
  expect(read.accounts.map(inClear)).toEqual(full.accounts.map(inClear))
  expect(read.accessPoints[0]?.login?.secret.reveal()).toEqual(utf8('apnpass'))
  expect(read.proxies[0]?.login?.secret.reveal()).toEqual(utf8('pxpass'))
  expect(JSON.stringify([read.accessPoints, read.proxies])).toBe(JSON.stringify([full.accessPoints, full.proxies]))
  expect(read.provisioning).toEqual(full.provisioning)
  expect(read.warnings).toEqual([])
})

test('VENDORCONFIG, BOOTSTRAP, INIT and what only Windows knows are written only if asked for', () => {
  const shown = showMessage(compose([example]), 'xml', { reveal: true })
  for (const name of ['VENDORCONFIG', 'BOOTSTRAP', 'CLIENTIDENTITY', 'INIT', 'ROLE']) expect(shown).not.toContain(name)
})

test('the example of the specification has a proxy and an access point', () => {
  const read = readMessage(bytesOfVector('cp-provcont'))
  expect(read.proxies).toMatchObject([
    { id: '170.187.51.4', address: '170.187.51.3', port: '9203', accessPoint: 'INTERNET' },
  ])
  expect(read.accessPoints).toMatchObject([{ id: 'NAP1', apn: '+35808124002' }])
  expect(read.warnings).toEqual(['unknown-node: ACCESS'])
})

test('what an operator sent has applications that are not ours', () => {
  const read = readMessage(bytesOfVector('cp-operator'))
  expect(read.accounts).toEqual([])
  expect(read.accessPoints.map(({ apn }) => apn)).toEqual(['emome', 'emome'])
  expect(read.warnings).toEqual(['application-ignored: w2', 'application-ignored: w4'])
})

const applicationWith = (change: (text: string) => string) => wbxmlOf(change(textOfVector('cp-w7.xml')))

test.for([
  ['PROVIDER-ID', /<parm name="PROVIDER-ID"[^>]*>/, 'APPLICATION/PROVIDER-ID'],
  ['an address', /<parm name="ADDR"[^>]*>/, 'APPLICATION/APPADDR/ADDR'],
] as const)('an account without %s is refused', ([, part, path]) =>
  expect(failureOf(() => readMessage(applicationWith((text) => text.replace(part, ''))))).toEqual({
    code: 'message.invalid',
    path,
    reason: 'leaf-missing',
  }),
)

test('an address at the application itself is taken, and a port beside an address without one is put into it', () => {
  const top = applicationWith((text) =>
    text
      .replace(/<characteristic type="APPADDR">[\s\S]*?<\/characteristic>\s*<\/characteristic>/, '')
      .replace('<parm name="NAME"', '<parm name="ADDR" value="https://top.example/"/><parm name="NAME"'),
  )
  expect(readMessage(top).accounts[0]?.url).toBe('https://top.example/')
  expect(readMessage(applicationWith((text) => text.replace('"443"', '"8443"'))).accounts[0]?.url).toBe(
    'https://dm.example.com:8443/dm',
  )
})

test.for([
  ['https://dm.example.com/dm', '8443', 'https://dm.example.com:8443/dm', []],
  ['https://[2001:db8::1]/dm', '8443', 'https://[2001:db8::1]:8443/dm', []],
  ['https://[2001:db8::1]', '443', 'https://[2001:db8::1]', []],
  ['https://x.example:9443/dm', '9443', 'https://x.example:9443/dm', []],
  ['https://x.example:9443/dm', '8443', 'https://x.example:9443/dm', ['port-disagrees']],
  ['https://[::1]:9443/dm', '8443', 'https://[::1]:9443/dm', ['port-disagrees']],
] as const)('of the address %s and the port %s it is %s', ([address, port, url, codes]) => {
  const bytes = applicationWith((text) =>
    text.replace('https://dm.example.com/dm', address).replace('"443"', `"${port}"`),
  )
  const { accounts, warnings } = readMessage(bytes)
  expect(accounts[0]?.url).toBe(url)
  expect(warnings).toEqual(codes.map((code) => `${code}: APPLICATION/APPADDR/PORT/PORTNBR`))
})

test('a nonce that is no base64 is taken as it is, and said', () => {
  const read = readMessage(applicationWith((text) => text.replace('bm9uY2U=', '*nonce*')))
  expect(read.accounts[0]?.client?.nonce?.reveal()).toEqual(utf8('*nonce*'))
  expect(read.warnings).toEqual(['base64-form: APPAUTH/APPSRV/AAUTHDATA'])
})

test('a level that is neither client nor server is left out, and said', () => {
  const read = readMessage(applicationWith((text) => text.replace('value="CLIENT"', 'value="OBEX"')))
  expect(read.accounts[0]?.server).toBeUndefined()
  expect(read.warnings).toEqual(['unknown-node: APPAUTH/OBEX'])
})

test('the same server twice, a document of nothing we know, and groups without a type are refused', () => {
  expect(failureOf(() => readMessage(compose([example, example])))).toMatchObject({ reason: 'srvid-twice' })
  expect(failureOf(() => readCp(cpDocument.write({ characteristics: [group('VENDORCONFIG', [])] })))).toMatchObject({
    reason: 'no-supported-item',
  })
  expect(
    failureOf(() => readMessage(utf8('<wap-provisioningdoc><characteristic/></wap-provisioningdoc>'))),
  ).toMatchObject({ reason: 'type-missing' })
})

test('a device makes the objects of DM 1.2 of it, references and all', () => {
  const [account, point] = readMessage(composeMessage(full)).objects.reveal()
  expect(account?.moid).toBe('urn:oma:mo:oma-dm-dmacc:1.0')
  expect(account?.tree.get('PrefConRef')).toBe('./Inbox/NAP1')
  expect(point?.moid).toBe('urn:oma:mo:oma-connmo-nap:1.0')
})

test('what is not ours stays in a merge as it came, and a second application joins', () => {
  const onCard = bytesOfVector('cp-operator')
  const merged = mergeMessages(onCard, compose([example]))
  expect(readMessage(merged).warnings).toEqual(['application-ignored: w2', 'application-ignored: w4'])
  expect(readMessage(merged).accounts.map(({ id }) => id)).toEqual(['dm.example.com'])
  expect(showMessage(merged, 'xml', { reveal: true })).toContain('<wap-provisioningdoc version="1.1">')
  expect(hex(mergeMessages(merged, compose([example])))).toBe(hex(merged))
})

test('a message is the same in XML and in WBXML, both ways', () => {
  for (const bytes of [composeMessage(full), bytesOfVector('cp-full'), bytesOfVector('cp-libwbxml-008')])
    expect(hex(wbxmlOf(xmlDocumentOf(bytes)))).toBe(hex(bytes))
  expect(hex(wbxmlOf(textOfVector('cp-full.xml')))).toBe(hex(bytesOfVector('cp-full')))
  expect(hex(wbxmlOf(textOfVector('cp-corners.xml')))).toBe(hex(bytesOfVector('cp-corners')))
  const dm1 = composeMessage({ ...full, format: 'dm1' })
  expect(hex(wbxmlOf(xmlDocumentOf(dm1)))).toBe(hex(dm1))
  expect(hex(wbxmlOf(textOfVector('dm1-bootstrap-opaque.xml')))).toBe(hex(bytesOfVector('dm1-bootstrap-opaque')))
  expect(xmlDocumentOf(dm1)).toContain('<Format xmlns="syncml:metinf">xml</Format>')
})

test('a value with line ends, tabs and signs of XML survives XML', () => {
  const bytes = compose([{ ...example, name: '<a&"b">\t\r\nü\u2028😀 ' }])
  expect(readMessage(utf8(xmlDocumentOf(bytes))).accounts[0]?.name).toBe('<a&"b">\t\r\nü\u2028😀 ')
})

test('a public id that is written out is the same as its number', () => {
  const { root } = openMessage(bytesOfVector('cp-w7')) as { root: Parameters<typeof cpDocument.read>[0] }
  const named = encode(wbxml(cpDialect), { version: 3, publicId: '-//WAPFORUM//DTD PROV 1.0//EN', charset: 0x6a, root })
  expect(readMessage(named)).toMatchObject({ format: 'cp' })
  expect(devIdOf(device)).toBe('IMEI:493005100592800')
})

test('JSON has a parameter under its name, one that comes twice as a list and a flag as null', () => {
  const shown = JSON.parse(showMessage(bytesOfVector('cp-provcont'), 'json', { reveal: true }))
  expect(shown.PXLOGICAL.PXPHYSICAL['TO-NAPID']).toEqual(['INTERNET', 'NAP1'])
  expect(shown.NAPDEF['T-BIT']).toBe(null)
})

test('JSON in clear is JSON with bullets but for what they hide', () => {
  const bytes = compose([example])
  const [hidden, clear] = [false, true].map((reveal) => showMessage(bytes, 'json', { reveal }))
  expect(hidden).toContain('•••')
  expect(clear).not.toContain('•••')
  expect(clear?.split('\n').length).toBe(hidden?.split('\n').length)
})
