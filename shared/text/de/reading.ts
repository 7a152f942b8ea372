import type { ReadingClauses } from '../en/reading'
import { readingOf } from '../reading'

const clauses: ReadingClauses = {
  'neither JSON, WBXML nor XML': 'sie ist weder JSON noch WBXML noch XML, auch nicht als Hex',
  empty: 'sie ist leer',
  'bad-uri': 'das ist keine https-Adresse',
  'clienturi-missing': 'der Wert fehlt, das Gerät kann das Objekt nicht erkennen',
  'clienturi-syntax': 'das ist kein Objektname mit Schrägstrich',
  'duplicate-member': 'der Eintrag ist doppelt',
  'insecure-uri': 'die Adresse ist nicht https',
  'leaf-missing': 'der Wert fehlt',
  'leaf-type': 'der Wert hat einen anderen Typ',
  'name-missing': 'ein parm hat keinen Namen',
  'no-supported-item': 'sie enthält kein Konto und keine Verbindung',
  'node-name': 'das ist kein Name für einen Knoten',
  'not-an-array': 'sie ist JSON, aber keine Liste',
  'not-an-object': 'das ist kein Objekt',
  'not-json': 'das ist kein JSON',
  'not-provisioning': 'das ist kein Dokument für Client Provisioning',
  'not-syncml': 'das ist keine SyncML-Nachricht',
  'not-tnds': 'das ist kein Verwaltungsbaum in TNDS',
  'not-utf8': 'das ist kein UTF-8',
  'srvid-twice': 'zwei Konten gehören zu einem Server',
  'tnds-alone': 'das ist ein Verwaltungsbaum ohne die SyncML-Nachricht darum',
  'two-roots': 'sie hat zwei Wurzeln',
  'type-missing': 'eine characteristic hat keinen Typ',
  'unknown-document': 'das ist XML, aber weder SyncML noch Client Provisioning',
  'unknown-element': 'dieses Element ist nicht bekannt',
}

export const reading = readingOf(clauses)
