import type { Text } from '../text'
import { clock, count, day } from './figures'
import { identity } from './identity'
import { records } from './records'

const list = new Intl.ListFormat('de', { type: 'conjunction' })

export const repair: Text['repair'] = {
  insert: 'Eine zurückgekommene Karte einlegen.',
  insertLead: 'Oder Gerät, Karte, Vorgang oder Rufnummer scannen: Ihr ganzes Leben wird gezeigt.',
  choose: 'Welche Karte?',
  chooseLead: 'Die Nummer ihres Lesers drücken.',
  written: (at, device) => `Sie wurde hier am ${day(at)} für ${identity.device(device)} geschrieben.`,
  elsewhere: 'Diese Station hat sie nicht geschrieben.',
  namedIn: (device) => `Sie ist auf ${identity.device(device)} ausgestellt.`,
  obeys: (servers) => `Ein Gerät würde ${list.format(servers)} gehorchen.`,
  obeysNobody: 'Ein Gerät würde durch sie niemandem gehorchen.',
  torn: 'Sie kam halb geschrieben.',
  unreadable: 'Was darauf ist, liest sich nicht als Nachricht.',
  registered: (at, state) => `${records.registration[state]} seit ${day(at)}`,
  unregistered: 'Von dieser Firma nicht registriert',
  unheard: 'Der DM-Server antwortet nicht: wie diese Station es zuletzt hörte',
  lifeOf: (device) => `Das Leben von ${identity.device(device)}`,
  lifeOfCard: (iccid) => `Das Leben der Karte ${identity.iccid(iccid)}`,
  noLife: 'Hier ist nichts davon bekannt.',
  lifeLabel: 'Ihr Leben bisher',
  earlier: (events) => `${count(events, 'Ereignis', 'Ereignisse')} davor`,
  wholeLife: 'Ganzes Leben',
  onBench: 'Auf diesem Tisch',
  at: (at) => `${day(at)}, ${clock(at)}`,
  event: {
    job: records.kinds,
    registration: records.registration,
    intake: 'Eingegangen',
    before: 'Vorher',
    after: 'Nachher',
    nobody: 'Niemand',
    gaveBack: (device) => `Gab ${identity.device(device)} zurück`,
  },
  columns: { at: 'Zeit', what: 'Was', of: 'Gerät und Karte', before: 'Vorher', after: 'Nachher' },
  device: 'Gerät',
  deviceWanted: 'Das Gerät scannen, für das sie ist',
  deviceIsHolder: 'Sie war schon für dieses Gerät.',
  deviceIsNew: (holder) => `${identity.device(holder)} wird dafür zurückgegeben.`,
  template: 'Vorlage',
  templateWanted: 'Eine Vorlage wählen',
  changes: (changed, all) =>
    changed === 0
      ? 'Nichts ändert sich'
      : `${changed} von ${count(all, 'Einstellung', 'Einstellungen')} ${changed === 1 ? 'ändert' : 'ändern'} sich`,
  now: 'Jetzt auf der Karte',
  alike: (settings) => `${count(settings, 'weitere Einstellung', 'weitere Einstellungen')}`,
  alikeBoth: 'Auf beiden Seiten gleich',
  lacking: 'Nicht da',
  hidden: 'Ein anderes Geheimnis',
  across: 'Die Karte hat ein anderes Format: Verglichen wird, was ein Gerät von beiden bekommt.',
  setting: {
    server: 'DM-Server',
    address: 'Adresse',
    name: 'Name',
    'sign-in': 'Gerät meldet sich an als',
    'device-secret': 'Geheimnis des Geräts',
    'server-name': 'Server meldet sich an als',
    'server-secret': 'Geheimnis des Servers',
    nonce: 'Einmalzahl',
    port: 'Portnummer',
    'access-point': 'Zugangspunkt',
  },
  promise:
    'Alles oder nichts: Alles wird geprüft, bevor etwas geändert wird; was angehalten wird, geht von dort weiter.',
  rebootstrap: 'Karte neu aufsetzen',
  add: 'Diesen Server dazuschreiben',
  starting: 'Beginnt',
  again: 'Neu lesen',
  look: 'Karte noch einmal ansehen',
  next: 'Nächste Karte',
  back: 'Zurück',
}
