import type { Text } from '../text'
import { bytes, count } from './figures'
import { identity } from './identity'

const list = new Intl.ListFormat('de-DE', { type: 'conjunction' })
const choice = new Intl.ListFormat('de-DE', { type: 'disjunction' })

const anyone = 'jeder'
const nobody = 'niemand'
const unknown = 'unbekannt'

const may = (who: string, what: string): string => {
  if (who === anyone) return `${what} darf jeder`
  if (who === nobody) return `${what} darf niemand`
  return who === unknown ? `wer ${what} darf, ist nicht bekannt` : `${what} darf nur ${who}`
}
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
const labelled = (name: string, label?: string): string => (label ? `${name} „${label}“` : name)

export const card: Text['card'] = {
  is: (iccid, kind) =>
    iccid === undefined
      ? `Das ist eine Karte ohne Nummer, ${kind}: Sie wird einzeln und von Hand geschrieben, nie in einem Auftrag.`
      : `Das ist Karte ${identity.iccid(iccid)}, ${kind}.`,
  kind: { uicc3g: 'eine UICC', sim2g: 'eine SIM', unknown: 'von unbekannter Art' },
  speaks: (protocols, most) =>
    `Sie bietet ${protocols.length > 0 ? list.format(protocols) : 'kein Protokoll'}; ein Befehl trägt ${bytes(most)}.`,
  atr: (historical, channels) => {
    const known = channels === undefined ? '' : ` Sie hat ${count(channels, 'logischen Kanal', 'logische Kanäle')}.`
    return historical
      ? `Ihre historischen Bytes sind ${historical}.${known}`
      : `Historische Bytes hat sie keine.${known}`
  },
  imsi: (imsi) => `Ihre IMSI ist ${imsi}.`,
  numbers: (numbers) => `Ihre Rufnummer ist ${list.format(numbers)}.`,
  provider: (name) => `Ihr Anbieter nennt sich „${name}“.`,
  notReadable: (what, without) => `${what} ist ohne ${without} nicht lesbar.`,
  applications: (names) =>
    names.length > 0 ? `EF(DIR) nennt ${list.format(names)}.` : 'EF(DIR) nennt keine Anwendung.',
  labelled,
  object: (is, label, path) => `Sie enthält: ${labelled(is, label)}${path ? ` in ${path}` : ''}.`,
  empty: (path, size) => `Die Bootstrap-Datei ${path} ist leer. Sie hat Platz für ${bytes(size)}.`,
  holds: (path, used, size, format) =>
    `Die Bootstrap-Datei ${path} enthält ${bytes(used)} von ${bytes(size)}, ${format}.`,
  isFor: (path, use) => `${path} ist die Datei für ${use}.`,
  use: {
    'cp-bootstrap': 'Client Provisioning, Bootstrap',
    'cp-config1': 'Client Provisioning, Config1',
    'cp-config2': 'Client Provisioning, Config2',
  },
  access: (path, read, update) => `${capital(may(read, `${path} lesen`))}; ${may(update, 'ändern')}.`,
  who: {
    anyone,
    nobody,
    unknown,
    either: (names) => choice.format(names),
    both: (names) => list.format(names),
  },
  trusts: (server, url) => `Ein Gerät würde ${server} unter ${url} gehorchen.`,
  needsPin: (path) => `${path} ist nur mit der PIN lesbar, nach der ein Gerät seinen Benutzer fragen würde`,
  needsReadKeys: (path) =>
    `${path} ist nur im gesicherten Kanal lesbar: nur für ein Gerät mit den Leseschlüsseln dieser Karte`,
  unusable: (path, why) => `Ein Gerät könnte ${path} nicht benutzen: ${why}.`,
  several: (number) => `Es gibt ${number} Bootstrap-Dateien. Ein Gerät nimmt sie in dieser Reihenfolge.`,
  way: {
    prepare:
      'Sie hat noch keine Datei für eine Nachricht. Eine lässt sich anlegen, wenn die Karte es erlaubt: F7 beim Ansehen, oder „bootstation card prepare“.',
    two: 'Sie hat zwei Bootstrap-Dateien und keine Regel dafür: Geschrieben wird nicht. Ihr Herausgeber muss einen Eintrag entfernen.',
    torn: 'Sie kam halb geschrieben. Schreiben macht sie ganz.',
    secureChannel: 'Sie ist nur im gesicherten Kanal lesbar: Die SCP03-Schlüssel dieser Karte mit --key-file nennen.',
    pin: 'Sie ist nur mit ihrer PIN lesbar: Geschrieben wird nicht. Die PIN abschalten oder eine andere Karte nehmen.',
    fewTries: (left) =>
      left === 0
        ? 'Ihr Kartenschlüssel ist gesperrt: Sie lässt sich nicht mehr schreiben.'
        : 'Zu wenige Versuche bleiben: Diese Station probiert ihren Schlüssel nicht.',
  },
  passes: 'Ein Gerät würde jetzt mit dieser Karte starten.',
  nothingYet: 'Ein Gerät fände hier noch nichts, womit es starten könnte.',
  fails: (why) => `Ein Gerät würde mit dieser Karte nicht starten: ${why}.`,
  tries: (key, left) =>
    left === null
      ? `Wie viele Versuche ${key} noch hat, ist nicht bekannt: Die Karte sagt es nicht oder zählt womöglich die Frage.`
      : `${key} hat noch ${count(left, 'Versuch', 'Versuche')}.`,
  off: (key) => `${key} ist abgeschaltet: Was es schützt, ist offen.`,
  counting:
    'Diese Karte zählt wohl schon die Frage nach den Versuchen als Versuch. Ihre Schlüssel werden nicht mehr danach gefragt.',
  spared: 'Die Platte der Station ist voll: Die Schlüssel dieser Karte wurden nicht nach ihren Versuchen gefragt.',
  spent: 'Es gab mehr zu lesen, als eine Karte haben sollte. Der Rest blieb liegen.',
  format: {
    dm2: 'OMA DM 2.0',
    dm1: 'OMA DM 1.2',
    cp: 'Client Provisioning',
    empty: 'nichts',
    unknown: 'nichts Bekanntes',
  },
  application: {
    A0000000871002: 'USIM',
    A0000000871004: 'ISIM',
    A0000003431002: 'CSIM',
    A000000063504B43532D3135: 'PKCS#15',
    A00000015141434C: 'ARA-M',
    A0000005591010: 'eUICC',
  },
  class: {
    privateKeys: 'privater Schlüssel',
    publicKeys: 'öffentlicher Schlüssel',
    trustedPublicKeys: 'vertrauter öffentlicher Schlüssel',
    secretKeys: 'geheimer Schlüssel',
    certificates: 'Zertifikat',
    trustedCertificates: 'vertrautes Zertifikat',
    usefulCertificates: 'nützliches Zertifikat',
    dataObjects: 'Datenobjekt',
    authObjects: 'PIN',
  },
  purpose: {
    '2.23.43.5.1': 'Client Provisioning, Bootstrap',
    '2.23.43.5.2': 'Client Provisioning, Config1',
    '2.23.43.5.3': 'Client Provisioning, Config2',
    '2.23.43.7.1': 'OMA-DM-Bootstrap',
    '2.23.43.9.1': 'LwM2M-Bootstrap',
    '1.2.840.114283.200.1.1': 'Zugriffsregeln für Anwendungen',
  },
  node: (place, name, parts) => [`${place} ${name}`, ...parts.filter((part) => part !== '')].join(', '),
  rights: (read, update) => `lesen: ${read}, ändern: ${update}`,
  records: (records, size) => `${count(records, 'Datensatz', 'Datensätze')} zu ${bytes(size)}`,
  bytes,
  content: {
    empty: 'leer',
    applications: (number) => count(number, 'Anwendung', 'Anwendungen'),
    objects: (number) => count(number, 'Objekt', 'Objekte'),
    directories: (number) => count(number, 'Verzeichnis', 'Verzeichnisse'),
    text: (text) => `„${text}“`,
    bytes: 'Bytes',
    refused: (key) => `ohne ${key} nicht lesbar`,
    answered: (sw) => `nicht lesbar, die Karte antwortet ${sw}`,
    aKey: 'Schlüssel',
    state: {
      creation: 'wird angelegt',
      initialisation: 'wird eingerichtet',
      activated: '',
      deactivated: 'abgeschaltet',
      terminated: 'stillgelegt',
      unknown: '',
    },
  },
}
