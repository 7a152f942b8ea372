import type { Text } from '../text'
import { clock, count } from './figures'

export const station: Text['station'] = {
  name: 'Bootstation',
  places: {
    wizard: 'Eine Karte',
    readers: 'Leser',
    records: 'Protokolle',
    composer: 'Entwurf',
    intake: 'Eingang',
    line: 'Linie',
    counter: 'Schalter',
    repair: 'Reparatur',
    settings: 'Einstellungen',
    help: 'Hilfe',
  },
  placesLabel: 'Orte',
  bench: 'Übungsstation.',
  benchLead: 'Karten, Leser und Server sind nicht echt. Nichts davon zählt.',
  server: {
    unknown: 'DM-Server noch nicht gefragt',
    reachable: 'DM-Server erreichbar',
    unreachable: 'DM-Server antwortet nicht',
  },
  serverSince: (at) => `DM-Server antwortet nicht seit ${clock(at)}`,
  noServer: 'Kein DM-Server eingerichtet',
  owed: (owed) => (owed === 0 ? 'Nichts wartet' : count(owed, 'Registrierung wartet', 'Registrierungen warten')),
  owedTitle: 'Der DM-Server antwortet nicht. Die Arbeit kann weitergehen.',
  owedLead: (owed) =>
    owed === 0
      ? 'Registrierungen sind auf dieser Station sicher verwahrt und gehen von selbst hinaus.'
      : `${count(owed, 'Registrierung ist', 'Registrierungen sind')} auf dieser Station sicher verwahrt und gehen von selbst hinaus.`,
  noCardKey: 'Kein Kartenschlüssel ist eingerichtet.',
  noCardKeyDo: 'In station.json sagen, wo er ist, „cardKeys“ oder „admFile“, und die Station neu starten.',
  typeKey: {
    'card-key': { label: 'Kartenschlüssel', takes: '4 bis 8 Zeichen oder hex: und 16 Ziffern.', keep: 'Übernehmen' },
    'token-pin': {
      label: 'PIN des Tokens mit den Kartenschlüsseln',
      takes: 'Sie wird dem Token einmal gegeben.',
      keep: 'Übernehmen',
    },
    'card-pin': { label: 'PIN dieser Karte', takes: '4 bis 8 Ziffern.', keep: 'Mit dieser PIN weiter' },
    lead: 'Die Aufsicht gibt ihn ein. Er bleibt im Speicher, bis die Station geschlossen wird.',
    pinLead: 'Ihr Besitzer gibt sie ein. Sie gilt für diesen Auftrag und wird nirgends behalten.',
  },
  allowTries: {
    label: 'Warum darf ihr Schlüssel trotzdem probiert werden?',
    takes: (characters) => `Mindestens ${characters} Zeichen, die im Protokoll bleiben.`,
    keep: 'Einen Versuch erlauben',
  },
  forTechnician: 'Für den Techniker:',
  connecting: 'Die Station startet.',
  lost: 'Das Fenster hat die Station verloren.',
  lostDo: 'Es verbindet sich von selbst wieder. Laufende Vorgänge sind nicht betroffen.',
  bug: 'In der Station selbst ist etwas schiefgegangen.',
  bugDo: 'Das Fenster neu laden. Laufende Vorgänge sind nicht betroffen.',
  loadAgain: 'Neu laden',
  keys: { enter: 'Enter', escape: 'Esc', delete: 'Entf' },
  help: {
    title: 'Tasten',
    close: 'Schließen',
    rows: [
      ['Enter', 'geht weiter'],
      ['Esc', 'geht zurück oder hält einen Vorgang zwischen zwei Phasen an'],
      [
        '1–16',
        'wählt eine Vorlage oder einen Leser; auf der Seite der Leser zeigt es dessen Karte; öffnet auf der Linie eine Bahn',
      ],
      ['Entf', 'sondert die Karte der offenen Bahn aus oder stellt einen Konflikt zurück'],
      ['Scanner', 'ein Scan gilt, wo auch immer der Cursor steht'],
      ['F1', 'zeigt diese Tasten'],
      ['F2', 'eine Karte'],
      ['F3', 'Leser'],
      ['F4', 'Protokolle'],
      ['F5', 'Entwurf'],
      ['F6', 'Linie und ihre Aufträge'],
      [
        'F7',
        'die zweite Taste einer Seite, wo F7 steht: hält die Linie an, legt einen Auftrag an, registriert im Eingang, was wartet, ersetzt im Konflikt, druckt, exportiert, zeigt ein Geheimnis, bereitet eine Karte vor oder fügt einen Server hinzu',
      ],
      [
        'F8',
        'die dritte, wo F8 steht: Selbststart der Linie, Kennungen eines Auftrags, lehnt im Eingang ab, lässt im Konflikt ihres, vergleicht, liest eine Karte noch einmal, dasselbe Gerät noch einmal; sonst der wartende Vorgang',
      ],
      ['F9', 'Eingang: Geräte, die Kassen, Kunden und das Netz melden; noch einmal: Konflikte'],
      ['F10', 'Schalter: das Telefon eines Kunden, von der Schachtel bis zum Beleg'],
      ['F11', 'Reparatur: eine Karte, die zurückkam, und das Leben ihres Geräts'],
      ['F12', 'Einstellungen: Sprache, Hände, Ton'],
    ],
  },
  closing: {
    title: 'Eine Karte wird geschrieben.',
    lead: 'Das Fenster schließt, sobald die Karte sicher ist. Karte stecken lassen.',
    stay: 'Weiterarbeiten',
    wait: 'Schließen, wenn die Karte sicher ist',
  },
}
