// What we write as CP, plain and compact, read by a program that is not ours: wbxml2xml of libwbxml2-utils.
import fc from 'fast-check'
import { test as anyTest, expect } from 'vitest'
import { hex } from '../../shared/bytes'
import { parseDevice } from '../../shared/identity/device'
import { composeMessage, mergeMessages, showMessage, xmlDocumentOf } from '../../shared/message/message'
import { composeTemplate } from '../../shared/template'
import { readXml } from '../../shared/xml/read'
import { accessPoints, cpAccounts, dm1Accounts, several } from '../support/accounts'
import { hasLibwbxml, readByLibwbxml, writtenByLibwbxml } from '../support/libwbxml'
import { randomTemplates } from '../support/random-templates'
import { bytesOfVector } from '../support/vectors'

const test = anyTest.skipIf(!hasLibwbxml)
const device = parseDevice('imei:490154203237518')
const forms = fc.constantFrom('plain' as const, 'compact' as const)

/** libwbxml has another name for the media type in XML. */
const shown = (bytes: Uint8Array) =>
  readXml(showMessage(bytes, 'xml', { reveal: true }).replaceAll('dmtnds+wbxml', 'dmtnds+xml'))

test.for(['cp-provcont', 'cp-operator', 'cp-w7', 'cp-w7-table', 'cp-w7-kannel', 'cp-full', 'cp-full-kannel'])(
  'libwbxml reads %s as we show it',
  (name) => expect(readByLibwbxml(bytesOfVector(name))).toEqual(shown(bytesOfVector(name))),
)

test('libwbxml reads every CP message we compose as the same tree we show', () =>
  fc.assert(
    fc.property(several(cpAccounts), accessPoints, forms, (accounts, points, wbxml) => {
      const bytes = composeMessage({ format: 'cp', device, accounts, accessPoints: points, wbxml })
      expect(readByLibwbxml(bytes)).toEqual(shown(bytes))
    }),
    { numRuns: 40 },
  ))

test('libwbxml reads a compact DM 1.2 message as the same tree', () =>
  fc.assert(
    fc.property(several(dm1Accounts), accessPoints, (accounts, points) => {
      const bytes = composeMessage({ format: 'dm1', device, accounts, accessPoints: points, wbxml: 'compact' })
      expect(readByLibwbxml(bytes)).toEqual(shown(bytes))
    }),
    { numRuns: 30 },
  ))

test('libwbxml reads what any template means for any device', () =>
  fc.assert(
    fc.property(randomTemplates, (order) => {
      const { bytes } = composeTemplate(order)
      expect(readByLibwbxml(bytes)).toEqual(shown(bytes))
    }),
    { numRuns: 60 },
  ))

test('libwbxml reads a merged message', () => {
  const [first, second] = ['a.example', 'b.example'].map((id) =>
    composeMessage({
      format: 'cp',
      device,
      accounts: [{ id, url: `https://${id}/`, name: id, rights: [] }],
      accessPoints: [],
    }),
  )
  const merged = mergeMessages(first ?? new Uint8Array(), second ?? new Uint8Array())
  expect(readByLibwbxml(merged)).toEqual(shown(merged))
})

test('libwbxml writes the XML form of a message as we write its WBXML', () => {
  for (const name of ['cp-w7', 'cp-full', 'cp-corners', 'cp-libwbxml-004', 'cp-libwbxml-008']) {
    const bytes = bytesOfVector(name)
    expect(hex(writtenByLibwbxml(xmlDocumentOf(bytes), '1.3'))).toBe(hex(bytes))
  }
})
