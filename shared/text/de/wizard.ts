import type { Text } from '../text'
import { bytes, count, number } from './figures'
import { warning } from './warning'

export const wizard: Text['wizard'] = {
  steps: { scan: 'Scannen', review: 'Ansehen', job: 'Vorgang', result: 'Ergebnis' },
  stepOf: (at, all) => `Schritt ${at} von ${all}`,
  back: 'Zurück',
  scan: {
    title: 'Das Gerät scannen.',
    lead: 'Den Code auf der Schachtel oder dem Gerät scannen, oder die Kennung eintippen und Enter drücken.',
    label: 'Kennung des Geräts',
    empty: 'IMEI, MEID, ESN oder UUID',
    next: 'Ansehen',
    found: 'Gerät gefunden.',
    once: 'Noch einmal eintippen.',
    follows: {
      template: 'Seine Vorlage mit ihrer Zifferntaste wählen.',
      fields: 'Ausfüllen, was nötig ist, jedes Feld mit Enter.',
      review: 'Die Nummer mit dem Gerät vergleichen, dann Enter drücken.',
    },
    left: (digits) => (digits === 1 ? 'eine Ziffer fehlt' : `${number(digits)} Ziffern fehlen`),
    is: { imei: 'IMEI, Prüfziffer stimmt', meid: 'MEID', esn: 'ESN', uuid: 'UUID' },
    reports: (devId) => `Wird sich als ${devId} melden`,
    device: 'Gerät',
    notScanned: 'Noch keines',
    card: 'Karte',
    noCard: 'Keine Karte steckt',
    cards: (cards) => `${number(cards)} Karten stecken`,
    chooseLater: 'Gewählt wird im nächsten Schritt',
    insertLater: 'Jetzt oder im nächsten Schritt einlegen',
    cardIn: (reader) => `Karte in Leser ${number(reader)}`,
    template: 'Vorlage',
    templates: 'Vorlage für dieses Gerät',
    noTemplate: 'Keine Vorlage ist eingerichtet.',
    noTemplateDo: 'Mit „bootstation template import“ eine hereinholen.',
  },
  format: { dm2: 'DM 2.0, JSON', dm1: 'DM 1.2, WBXML', cp: 'Client Provisioning, WBXML' },
  review: {
    titles: {
      ready: 'Das wird auf der Karte stehen.',
      pin: 'Das wird auf der Karte stehen.',
      unprepared: 'Das passt noch nicht auf diese Karte.',
      'too-small': 'Das passt noch nicht auf diese Karte.',
      stopped: 'Das kann nicht auf diese Karte.',
    },
    rows: {
      server: 'DM-Server',
      address: 'Adresse',
      name: 'Angezeigt als',
      'sign-in': 'Gerät meldet sich an mit',
      'device-secret': 'Geheimnis des Geräts',
      'server-secret': 'Geheimnis des Servers',
      'access-point': 'Zugangspunkt',
      'registered-with': 'Wird registriert bei',
      size: 'Größe',
    },
    card: {
      reading: 'Die Karte wird gelesen. Nichts wird geschrieben.',
      ready: (room, tries) => {
        const left =
          tries === null
            ? 'Wie viele Versuche ihr Schlüssel hat, ist unbekannt'
            : `Ihr Schlüssel hat noch ${count(tries, 'Versuch', 'Versuche')}`
        const few = tries !== null && tries >= 3 ? '' : ': Er wird nicht probiert, außer die Aufsicht erlaubt es'
        return `Diese Karte hat Platz für ${bytes(room)}. ${left}${few}.`
      },
      unprepared: 'Diese Karte hat noch keine Datei für eine Nachricht.',
      small: (room, need) => `Die Datei dieser Karte ist zu klein: ${number(room)} von ${bytes(need)}.`,
      planning: 'Es wird ermittelt, womit diese Karte vorbereitet würde. Nichts wird geschrieben.',
      would: 'Sie lässt sich hier vorbereiten. Das würde getan, dann geht es hierher zurück:',
      prepare: 'Diese Karte vorbereiten',
    },
    checkValue: 'Prüfwert',
    write: 'Karte schreiben',
    starting: 'Beginnt',
    stopped: 'Auf diese Karte wurde nichts geschrieben.',
    insert: 'Eine Karte einlegen.',
    choose: 'Den Leser wählen: seine Kachel oder seine Zifferntaste drücken.',
    into: (reader) => `Geht auf die Karte in Leser ${number(reader)}. Der Kartenschlüssel wird einmal probiert.`,
    intoCard: (end, reader) =>
      `Geht auf Karte ${end} in Leser ${number(reader)}. Der Kartenschlüssel wird einmal probiert.`,
    warning,
    sized: bytes,
  },
  result: {
    pass: (server) =>
      server === undefined
        ? 'Ein Gerät würde jetzt mit dieser Karte starten.'
        : `Ein Gerät würde jetzt mit ${server} starten.`,
    takeOut: 'Karte herausnehmen.',
    wait: 'Die Karte ist fertig. Der DM-Server erfährt es, sobald er antwortet.',
    waitDo: 'Karte herausnehmen. Sie darf mit ihrem Gerät ausgegeben werden: Der Rest geschieht von selbst.',
    stopped: 'Zwischen zwei Phasen angehalten.',
    startAgain: 'Das Gerät scannen, um neu zu beginnen.',
    next: 'Nächstes Gerät',
    again: 'Dasselbe Gerät noch einmal',
    resume: 'Vorgang fortsetzen',
    tryAgain: 'Noch einmal versuchen',
    ofCard: (end) => `Karte ${end}`,
    took: (duration) => `Dauerte ${duration}`,
  },
  open: {
    title: 'Ein Vorgang wartet.',
    tornTitle: 'Eine Karte ist nicht fertig.',
    many: (jobs, orMore) => `${number(jobs)} Vorgänge${orMore ? ' oder mehr' : ''} warten.`,
    torn: (device, card, reader) =>
      `${device}: Karte ${card} wurde zu früh aus ${reader} genommen und ist nicht fertig. Wieder einlegen: Der Vorgang geht von selbst weiter.`,
    unfinished: (device, card) => `${device}: Karte ${card} ist nicht fertig. Einlegen und fortsetzen.`,
    interrupted: (device) => `${device}: Die Station endete in diesem Vorgang. Seine Karte einlegen und fortsetzen.`,
    running: (device) => `${device} wird geschrieben.`,
    resume: 'Fortsetzen',
    show: 'Zeigen',
  },
}
