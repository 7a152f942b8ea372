import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXml, type XmlElement } from '../../shared/xml/read'

export const hasLibwbxml = spawnSync('wbxml2xml', ['-h']).error === undefined

const folder = mkdtempSync(join(tmpdir(), 'libwbxml-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** What wbxml2xml makes of a message: compact, white space kept. */
export function xmlByLibwbxml(bytes: Uint8Array): string {
  const [binary, xml] = [join(folder, 'message.wbxml'), join(folder, 'message.xml')]
  writeFileSync(binary, bytes)
  execFileSync('wbxml2xml', ['-m', '0', '-k', '-o', xml, binary], { stdio: 'ignore' })
  return readFileSync(xml, 'utf8')
}

export const readByLibwbxml = (bytes: Uint8Array): XmlElement => readXml(xmlByLibwbxml(bytes))

/** What xml2wbxml makes of a document, without a string table. */
export function writtenByLibwbxml(document: string, version: '1.2' | '1.3'): Uint8Array {
  const [xml, binary] = [join(folder, 'document.xml'), join(folder, 'document.wbxml')]
  writeFileSync(xml, document)
  execFileSync('xml2wbxml', ['-v', version, '-n', '-o', binary, xml], { stdio: 'ignore' })
  return new Uint8Array(readFileSync(binary))
}
