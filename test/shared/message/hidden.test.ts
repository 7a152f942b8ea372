import { expect, test } from 'vitest'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { hideElement } from '../../../shared/message/hidden'
import { type Rendering, showMessage } from '../../../shared/message/message'
import { isSecretName } from '../../../shared/message/secret-name'
import { secretsOf } from '../../../shared/outline/outline'
import { utf8 } from '../../../shared/utf8'
import { metinf, syncml, tnds } from '../../../shared/wbxml/syncml'
import { type Element, opaque } from '../../../shared/wbxml/tree'
import { addOf, documentOf, leaf, messageOf } from '../../support/dm1'
import { bytesOfVector, textOfVector } from '../../support/vectors'

test.for(
  `AAUTHSECRET AAUTHDATA PXAUTH-PW PROXY-PW BASAUTH-PW WPA-PRES-KEY-ASC WPA-PRES-KEY-HEX WEPKEY CUST-SEC-KEY-1 PWD UserPwd
  Passphrase PassPhrase PSK PreSharedKey PIN PIN1 CLIENT-PIN UserPin SIMPIN PUK2 ClientPW ClientNonce ServerNonce NextNonce
  Key PrivateKey SharedKey AuthToken UserPass ProxyPass ClientSecretKey Ki OPc`.split(/\s+/),
)('%s is the name of a secret', (name) => expect(isSecretName(name)).toBe(true))

test.for(
  'ClientPubKey PUBLIC-KEY SUB-KEY-ID WEPKEYIND Shipping mapping Spinner AAuthName SrvID SPI SecMode Name Data'.split(
    ' ',
  ),
)('%s is none', (name) => expect(isSecretName(name)).toBe(false))

const renderings: readonly Rendering[] = ['xml', 'json', 'hex']
const canary = 'CANARY!'
const spellings = [canary, hex(utf8(canary)), 'Q0FOQVJZIQ']

/** No rendering has it, unless it is asked to; it can be told to whoever may see it. */
function expectHidden(bytes: Uint8Array): void {
  for (const as of renderings) {
    const hidden = showMessage(bytes, as, { reveal: false }).replaceAll('\n', '')
    for (const spelling of spellings) expect(hidden).not.toContain(spelling)
    if (as !== 'json') expect(hidden).toContain('••')
  }
  expect(showMessage(bytes, 'xml', { reveal: true })).toContain(canary)
  expect(secretsOf(bytes).reveal().join(' ')).toContain(canary)
}

const item = (address: Element, data: Element): Element =>
  syncml('Replace', syncml('CmdID', '1'), syncml('Item', address, syncml('Meta', metinf('Format', 'chr')), data))
const at = (uri: string): Element => syncml('Target', syncml('LocURI', uri))
const data = syncml('Data', canary)
const inTree = (...nodes: readonly Element[]): Element => addOf(opaque(documentOf(tnds('MgmtTree', ...nodes))))
const node = (name: string, ...children: readonly Element[]): Element =>
  tnds('Node', tnds('NodeName', name), tnds('RTProperties', tnds('Format', tnds('node'))), ...children)
const properties = tnds('DFProperties', tnds('DefaultValue', canary))

test.for([
  ['a node named by its address', item(at('./SyncML/DMAcc/a/ClientPW'), data)],
  ['a node named by its source', item(syncml('Source', syncml('LocURI', './DMAcc/a/AppAuth/1/AAuthSecret')), data)],
  ['a node below a secret one', item(at('./Vendor/Passwords/wifi'), data)],
  ['an item in bytes', item(at('./DMAcc/a/AAuthSecret'), syncml('Data', opaque(utf8(canary))))],
  ['a credential', syncml('Cred', syncml('Meta'), syncml('Data', canary))],
  ['a next nonce', syncml('Chal', syncml('Meta', metinf('NextNonce', canary)))],
  ['a leaf of a tree', inTree(node('a', leaf('PreSharedKey', canary)))],
  ['a leaf below a secret node', inTree(node('Passwords', node('x', leaf('y', canary))))],
  ['a name behind its value', inTree(tnds('Node', tnds('Value', canary), tnds('NodeName', 'AAuthSecret')))],
  ['a default', inTree(tnds('Node', tnds('NodeName', 'AAuthSecret'), properties))],
  ['a value and a default', inTree(tnds('Node', tnds('NodeName', 'PIN'), properties, tnds('Value', canary)))],
  ['an address with a password', item(at(`https://user:${canary}@dm.example.com/`), syncml('Data', 'x'))],
  ['a leaf with such an address', inTree(node('a', leaf('Addr', `https://user:a@${canary}@dm.example.com/`)))],
  ['an object of the Inbox that cannot be opened', item(at('./Inbox'), data)],
] as const)('%s is hidden in every rendering', ([, command]) => expectHidden(messageOf(command)))

const cp = (content: string): Uint8Array => utf8(`<wap-provisioningdoc version="1.1">${content}</wap-provisioningdoc>`)
const dm2 = (leaves: string): Uint8Array =>
  utf8(`[{"ClientURI":"urn:x:y:1.0//","MOData":{"x":{"Name":"n",${leaves}}}}]`)

test.for([
  ['a parameter', cp(`<characteristic type="X"><parm name="UserPwd" value="${canary}"/></characteristic>`)],
  [
    'a parameter of a secret group',
    cp(`<characteristic type="WEPKEY"><parm name="DATA" value="${canary}"/></characteristic>`),
  ],
  ['an address', cp(`<characteristic type="X"><parm name="ADDR" value="https://u:${canary}@x/"/></characteristic>`)],
  ['a leaf', dm2(`"Ext":{"Passphrase":"${canary}"}`)],
  ['a leaf below', dm2(`"Credentials":{"PIN":{"a":["${canary}"]}}`)],
  ['an address in JSON', dm2(`"Addr":"https://u:${canary}@x/"`)],
] as const)('%s is hidden in every rendering, whatever the message', ([, bytes]) => expectHidden(bytes))

test('the keys of a wireless network are hidden', () => {
  for (const bytes of [bytesOfVector('cp-wlan-kannel'), utf8(textOfVector('cp-wlan-kannel.xml'))])
    for (const as of renderings) {
      const shown = showMessage(bytes, as, { reveal: false }).replaceAll('\n', '')
      for (const secret of ['ascii-key-canary', 'hex-key-canary', 'wep-key-canary', 'password-canary'])
        for (const spelling of [secret, hex(utf8(secret))]) expect(shown).not.toContain(spelling)
      if (as !== 'hex') expect(shown).toContain('office')
    }
})

const hidden = (bytes: Uint8Array): string => showMessage(bytes, 'hex', { reveal: false }).replaceAll('\n', '')

test('hex hides a secret where it stands, however it is spelt, and wherever else its bytes are', () => {
  const escaped = dm2(`"Other":"${canary}","Secret":"CAN\\u0041RY!"`)
  expect(hidden(escaped)).not.toContain(hex(utf8(canary)))
  expect(hidden(escaped)).not.toContain(hex(utf8('\\u0041')))
  expect(hidden(escaped)).toContain(hex(utf8('"Other":"')))
})

test('hex hides the words that a secret is put together from', () => {
  const word = utf8('secretword\0')
  const value = concat(fromHex('76 03'), utf8('ten-'), fromHex('00 83 00 01'))
  const body = concat(fromHex('0002 60 64 66 03'), utf8('AAuthSecret\0'), fromHex('01'), value, fromHex('01 01'))
  const bytes = concat(fromHex('02A4016A'), Uint8Array.of(word.length), word, body)
  expect(secretsOf(bytes).reveal()).toEqual(['ten-secretword'])
  expect(hidden(bytes)).not.toContain(hex(utf8('secret')).slice(0, 8))
  expect(hidden(bytes)).not.toContain(hex(utf8('ten-')))
  expect(hidden(bytes)).toContain(hex(utf8('AAuthSecret')))
})

test('hex hides a document in base64 whole, for the secrets in it', () => {
  const bytes = bytesOfVector('dm1-bootstrap-base64')
  const text = new TextDecoder().decode(bytes)
  const base64 = /AgAA[A-Za-z0-9+/]+/.exec(text)?.[0] ?? ''
  expect(base64.length).toBeGreaterThan(1000)
  for (let from = 0; from + 4 <= base64.length; from += 4)
    expect(
      hidden(bytes)
        .slice(2 * (text.indexOf(base64) + from))
        .slice(0, 8),
    ).toBe('••••••••')
  expect(hidden(bytes)).toContain(hex(utf8('IMEI:493005100592800')))
})

test('elements keep their places when secrets are hidden', () => {
  const element = syncml('Cred', syncml('Meta'), syncml('Data', canary, opaque(fromHex('00'))))
  expect(hideElement(element).children.length).toBe(2)
})
