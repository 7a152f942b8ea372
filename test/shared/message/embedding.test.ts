import { expect, test } from 'vitest'
import { toBase64 } from '../../../shared/base64'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { nodesIn } from '../../../shared/message/dm1-read'
import { readMessage, showMessage, wbxmlOf, xmlDocumentOf } from '../../../shared/message/message'
import { openDm1, openMessage } from '../../../shared/message/open'
import { mgmtTree } from '../../../shared/message/tnds'
import { xmlOfElement } from '../../../shared/message/xml'
import { outlineOf } from '../../../shared/outline/outline'
import { utf8 } from '../../../shared/utf8'
import { metinf, syncml, tnds } from '../../../shared/wbxml/syncml'
import { type Content, type Element, opaque, text } from '../../../shared/wbxml/tree'
import { addOf, documentOf, messageOf, readDm1 } from '../../support/dm1'
import { failureOf } from '../../support/outcomes'
import { bytesOfVector, textOfVector } from '../../support/vectors'

const raw = bytesOfVector('tnds-dmacc')
const tree = openDm1(raw).root
const xml = `<?xml version="1.0" encoding="ISO-8859-1"?>\n${xmlOfElement(tree)}`
const base64 = toBase64(raw)
const [wbxmlType, xmlType] = ['application/vnd.syncml.dmtnds+wbxml', 'application/vnd.syncml.dmtnds+xml']

const target = syncml('Target', syncml('LocURI', './Inbox'))
const add = (...content: readonly Element[]): Element => syncml('Add', syncml('CmdID', '1'), ...content)
const data = (content: Content): Element => syncml('Data', content)
const type = (name: string): Element => metinf('Type', name)

test.for([
  ['its type at the command', add(syncml('Meta', type(wbxmlType)), syncml('Item', target, data(text(base64))))],
  [
    'its type in MetInf',
    add(syncml('Item', target, syncml('Meta', metinf('MetInf', type(wbxmlType))), data(text(base64)))),
  ],
  ['a type in capitals', addOf(text(xml), './Inbox', 'Application/Vnd.SyncML.DMTNDS+XML')],
  ['a type with a charset', addOf(text(xml), './Inbox', `${xmlType}; charset=utf-8`)],
  ['no type, as base64', add(syncml('Item', target, data(text(base64))))],
  ['no type, as XML', add(syncml('Item', target, data(text(xml))))],
  ['no type, as bytes', add(syncml('Item', target, data(opaque(raw))))],
  ['a type that is not its own', addOf(opaque(raw), './Inbox', 'application/octet-stream')],
  ['base64 of XML', addOf(text(toBase64(utf8(xml))), './Inbox', xmlType)],
  ['base64 of XML in bytes', addOf(opaque(utf8(toBase64(utf8(xml)))), './Inbox', xmlType)],
  ['base64 in lines', addOf(text(base64.replace(/.{76}/g, '$&\r\n')))],
  ['a byte order mark before XML', addOf(text(`\ufeff${xml}`), './Inbox', xmlType)],
  ['XML in ISO-8859-1', addOf(opaque(utf8(xml)), './Inbox', xmlType)],
  ['XML with its CDATA left on', addOf(text(`<![CDATA[${xml}]]>`), './Inbox', xmlType)],
] as const)('an account embedded with %s is read, and its secret is not shown', ([, command]) => {
  const bytes = messageOf(command)
  expect(readDm1(bytes).accounts).toMatchObject([{ id: 'dm.example.com' }])
  for (const as of ['xml', 'json', 'hex'] as const) {
    const shown = showMessage(bytes, as, { reveal: false }).replaceAll('\n', '')
    for (const secret of [
      'clientsecret',
      toBase64(utf8('clientsecret')),
      hex(utf8('clientsecret')),
      base64.slice(0, 40),
    ])
      expect(shown).not.toContain(secret)
  }
})

test('what only looks like a document is left as it is', () => {
  const blob = add(
    syncml('Item', syncml('Target', syncml('LocURI', './Ext/Blob')), data(opaque(fromHex('010203'))), type('x/y')),
  )
  const bytes = messageOf(addOf(opaque(raw)), blob, addOf(text('<a/>'), './Ext/Markup', 'text/xml'))
  expect(readDm1(bytes).accounts).toHaveLength(1)
  expect(showMessage(bytes, 'xml', { reveal: false })).toContain('AQID')
})

test('a document that its type promises is refused if it does not read, wherever the type stands', () => {
  const broken = data(text(base64.slice(0, 400)))
  for (const command of [
    addOf(text(base64.slice(0, 400))),
    add(syncml('Meta', type(wbxmlType)), syncml('Item', target, broken)),
    add(syncml('Item', target, syncml('Meta', metinf('MetInf', type(wbxmlType))), broken)),
  ])
    expect(failureOf(() => openDm1(messageOf(addOf(opaque(raw)), command))).code).toBe('bytes.malformed')
})

test('what is for the Inbox and cannot be opened is not shown', () => {
  const bytes = messageOf(addOf(opaque(raw)), add(syncml('Item', target, data(text(base64.slice(0, 400))))))
  expect(showMessage(bytes, 'xml', { reveal: false })).not.toContain(base64.slice(0, 40))
  expect(showMessage(bytes, 'xml', { reveal: true })).toContain(base64.slice(0, 40))
})

test('the documents of a message are counted together', () => {
  const nodes = Array.from({ length: 14_000 }, (_, at) => tnds('Node', tnds('NodeName', `n${at}`)))
  const many = tnds('MgmtTree', tnds('Node', tnds('NodeName', 'a'), ...nodes))
  const part = addOf(opaque(documentOf(many)))
  expect(() => openDm1(messageOf(part, part))).not.toThrow()
  expect(failureOf(() => openDm1(messageOf(part, part, part)))).toMatchObject({ reason: 'more than 100000 nodes' })
  const untyped = add(syncml('Item', data(opaque(documentOf(many)))))
  expect(failureOf(() => openDm1(messageOf(part, part, untyped)))).toMatchObject({ reason: 'more than 100000 nodes' })
})

test('a tree alone is shown like one in a message, in WBXML and in XML', () => {
  for (const name of ['tnds-dmacc', 'tnds-small']) {
    const bytes = bytesOfVector(name)
    const document = xmlDocumentOf(bytes)
    expect(document).toContain('<!DOCTYPE MgmtTree PUBLIC "-//OMA//DTD-DM-DDF 1.2//EN"')
    expect(hex(wbxmlOf(document))).toBe(hex(bytes))
    for (const as of ['xml', 'json'] as const)
      expect(showMessage(utf8(document), as, { reveal: true })).toBe(showMessage(bytes, as, { reveal: true }))
    expect(outlineOf(bytes).nodes.map(({ name }) => name)).toContain('ExampleDM')
    expect(showMessage(bytes, 'hex', { reveal: false })).not.toContain(hex(utf8('clientsecret')))
    // a device takes no tree without a message
    expect(failureOf(() => readMessage(bytes))).toMatchObject({ path: 'MgmtTree', reason: 'tnds-alone' })
  }
})

test('the data of an item is text if it can be read as one, and stays so in WBXML', () => {
  const shown = showMessage(bytesOfVector('dm1-session'), 'xml', { reveal: false })
  expect(shown).toContain('<Data>IMEI:493005100592800</Data>')
  const again = wbxmlOf(xmlDocumentOf(bytesOfVector('dm1-session')))
  expect(showMessage(again, 'xml', { reveal: true })).toBe(
    showMessage(bytesOfVector('dm1-session'), 'xml', { reveal: true }),
  )
})

test('a message of an earlier version says so in its namespace and its public id', () => {
  const root = syncml('SyncML', syncml('SyncHdr', syncml('VerDTD', '1.1')), syncml('SyncBody', syncml('Final')))
  for (const [publicId, version] of [
    [0x0fd1, '1.0'],
    [0x0fd3, '1.1'],
    [0x1201, '1.2'],
  ] as const) {
    const bytes = documentOf(root, publicId)
    expect(showMessage(bytes, 'xml', { reveal: false })).toContain(`<SyncML xmlns="SYNCML:SYNCML${version}">`)
    expect(xmlDocumentOf(bytes)).toContain(`PUBLIC "-//SYNCML//DTD SyncML ${version}//EN"`)
    expect(hex(wbxmlOf(xmlDocumentOf(bytes)))).toBe(hex(bytes))
  }
  const named = documentOf(root, '-//SYNCML//DTD SyncML 1.1//EN')
  expect(showMessage(named, 'xml', { reveal: false })).toContain('SYNCML:SYNCML1.1')
})

const cp = textOfVector('cp-w7.xml').replace(/<\?xml.*?\?>/, '')
const utf16 = (text: string, order: 'le' | 'be'): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16())
}
test.for([
  ['a byte order mark', concat(fromHex('EFBBBF'), utf8(cp))],
  ['blank lines before it', utf8(`\r\n \n<?xml version="1.0"?>${cp}`)],
  ['UTF-16 and its mark', utf16(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${cp}`, 'le')],
  ['UTF-16 from its other end', utf16(`\ufeff${cp}`, 'be')],
] as const)('XML with %s is read', ([, bytes]) =>
  expect(readMessage(bytes).accounts).toMatchObject([{ id: 'dm.example.com' }]),
)

test('XML is read in the encoding it declares', () => {
  const declared = `<?xml version="1.0" encoding="iso-8859-1"?>${cp.replace('Example DM', 'Büro DM')}`
  expect(readMessage(Uint8Array.from(Buffer.from(declared, 'latin1'))).accounts).toMatchObject([{ name: 'Büro DM' }])
})

test('JSON in UTF-16 is shown, its secrets not, and a device takes none', () => {
  const item =
    '[{"ClientURI":"urn:oma:mo:oma-dm-dmacc:1.2//","MOData":{"x":{"Name":"ü","Auth":{"Trsp":{"Secret":"Y2FuYXJ5"}}}}}]'
  for (const bytes of [utf16(item, 'le'), utf16(`\ufeff${item}`, 'le'), utf16(`\ufeff${item}`, 'be')]) {
    expect(showMessage(bytes, 'json', { reveal: false })).toContain('"Name": "ü"')
    expect(showMessage(bytes, 'json', { reveal: false })).not.toContain('Y2FuYXJ5')
    expect(showMessage(bytes, 'hex', { reveal: false })).not.toContain('59')
    expect(failureOf(() => readMessage(bytes))).toMatchObject({ reason: 'not-utf8', offset: 0 })
  }
})

test('what only Windows has in XML is read, and refused by name where WBXML has no token for it', () => {
  const windows = cp
    .replace('<parm name="APPID"', '<parm datatype="string" name="APPID"')
    .replace('<characteristic ', '<nocharacteristic type="OTHER"/><characteristic ')
  const read = readMessage(utf8(windows))
  expect(read.accounts).toMatchObject([{ id: 'dm.example.com' }])
  expect(read.warnings).toEqual(['unknown-node: nocharacteristic'])
  expect(failureOf(() => wbxmlOf(windows))).toMatchObject({ path: 'nocharacteristic' })
  expect(failureOf(() => wbxmlOf(windows.replace(/<nochar.*?\/>/, '')))).toMatchObject({ path: 'datatype' })
})

test('bytes that are no text survive XML', () => {
  const node = { name: 'n', format: 'bin', value: fromHex('00FF'), children: [] }
  const document = xmlDocumentOf(messageOf(addOf(opaque(documentOf(mgmtTree.write({ nodes: [node] }))))))
  expect(document).toContain('<b64/>')
  const opened = openMessage(utf8(document))
  expect(opened.format === 'dm1' && nodesIn(opened.root)).toMatchObject([{ value: fromHex('00FF') }])
})
