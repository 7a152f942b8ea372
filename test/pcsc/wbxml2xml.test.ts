// What we write, read by a program that is not ours: wbxml2xml of libwbxml2-utils.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, test as anyTest, expect } from 'vitest'
import { parseDevice } from '../../shared/identity/device'
import type { AccessPoint, ServerAccount } from '../../shared/message/account'
import { composeMessage, mergeMessages, showMessage } from '../../shared/message/message'
import { accessPoints, dm1Accounts, several } from '../support/accounts'
import { bytesOfVector } from '../support/vectors'
import { parseXml, type XmlElement } from '../support/xml'

const hasLibwbxml = spawnSync('wbxml2xml', ['-h']).error === undefined
const test = anyTest.skipIf(!hasLibwbxml)

const folder = mkdtempSync(join(tmpdir(), 'wbxml2xml-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What wbxml2xml makes of a message: compact, white space kept. */
function readByLibwbxml(bytes: Uint8Array): XmlElement {
  const [binary, xml] = [join(folder, 'message.wbxml'), join(folder, 'message.xml')]
  writeFileSync(binary, bytes)
  execFileSync('wbxml2xml', ['-m', '0', '-k', '-o', xml, binary], { stdio: 'ignore' })
  return parseXml(execFileSync('cat', [xml], { encoding: 'utf8' }))
}

/** libwbxml writes another media type than it reads: `+wbxml` becomes `+xml` on the way to XML. */
const asLibwbxmlWrites = (element: XmlElement): XmlElement => ({
  ...element,
  children: element.children.map((child) => {
    if (typeof child !== 'string') return asLibwbxmlWrites(child)
    return element.tag === 'Type' ? child.replace('dmtnds+wbxml', 'dmtnds+xml') : child
  }),
})

const shown = (bytes: Uint8Array): XmlElement => asLibwbxmlWrites(parseXml(showMessage(bytes, 'xml', { reveal: true })))

const device = parseDevice('imei:490154203237518')
const compose = (accounts: readonly ServerAccount[], points: readonly AccessPoint[] = []): Uint8Array =>
  composeMessage({ format: 'dm1', device, accounts, accessPoints: points })

test('libwbxml reads its own bootstrap message as we show it', () => {
  const bytes = bytesOfVector('dm1-bootstrap-opaque')
  expect(shown(bytes)).toEqual(readByLibwbxml(bytes))
})

test('libwbxml reads every message we compose as the same tree we show, names in any script', () =>
  fc.assert(
    fc.property(several(dm1Accounts), accessPoints, (accounts, points) => {
      const bytes = compose(accounts, points)
      expect(readByLibwbxml(bytes)).toEqual(shown(bytes))
    }),
    { numRuns: 40 },
  ))

test('libwbxml reads a merged message, too', () =>
  fc.assert(
    fc.property(several(dm1Accounts), several(dm1Accounts), (first, second) => {
      const bytes = mergeMessages(compose(first), compose(second))
      expect(readByLibwbxml(bytes)).toEqual(shown(bytes))
    }),
    { numRuns: 20 },
  ))
