import type { Elsewhere } from '../../lane'
import type { Verdict } from '../../verdict'
import type { Text } from '../text'
import { clock, count, number, percent, seconds, span } from './figures'

const all = new Intl.ListFormat('de', { type: 'conjunction' })
const named = (lanes: readonly number[]): string => all.format(lanes.map(String))

const takeOut: Readonly<Record<Verdict, (lane: number) => string>> = {
  PASS: (lane) => `Karte aus ${lane} herausnehmen`,
  FAIL: (lane) => `Karte aus ${lane} in Schale A legen`,
  ERROR: (lane) => `Bahn ${lane} der Technik überlassen`,
  WAIT: (lane) => `Karte aus ${lane} in die Warteschale legen`,
}

const apart = (lane: number, { batch }: Elsewhere) =>
  `Karte aus ${lane} getrennt halten (${batch === undefined ? 'kein Auftrag' : `Auftrag ${batch}`})`

export const line: Text['line'] = {
  title: 'Linie',
  lanes: 'Bahnen, wie sie auf dem Tisch stehen',
  tile: (lane, word) => `Bahn ${lane}: ${word}`,
  ready: 'Bereit',
  word: {
    empty: 'Karte einlegen',
    over: 'Fertig',
    reading: 'Liest',
    wantsDevice: 'Gerät scannen',
    resting: 'Karte steckt',
  },
  verb: {
    empty: 'Chip nach unten',
    over: 'Keine Karte einlegen',
    leave: 'Stecken lassen',
    wantsDevice: 'Es bekommt diese Karte',
    putBack: 'Wieder einlegen',
    reseat: 'Neu einlegen',
    apart: 'Getrennt halten',
    done: {
      PASS: 'Karte herausnehmen',
      FAIL: 'In Schale A',
      ERROR: 'Technik rufen',
      WAIT: 'In die Warteschale',
    },
  },
  elsewhere: (batch) =>
    batch === undefined ? 'Gehört zu keinem Auftrag, zählt hier nicht' : `Gehört zu Auftrag ${batch}, zählt hier nicht`,
  held: {
    'no-batch': { word: 'Kein Auftrag', verb: 'Noch nichts einlegen', waits: 'Wartet: kein Auftrag' },
    ready: { word: 'Nicht gestartet', verb: 'Noch nichts einlegen', waits: 'Wartet: nicht gestartet' },
    unarmed: { word: 'Aus', verb: 'Selbststart ist aus', waits: 'Wartet: Selbststart aus' },
    paused: { word: 'Pause', verb: 'Jetzt nichts einlegen', waits: 'Wartet: Auftrag ruht' },
    stopped: { word: 'Halt', verb: 'Jetzt nichts einlegen', waits: 'Wartet: Auftrag hält' },
    closed: { word: 'Zu', verb: 'Keine Karte einlegen', waits: 'Karte herausnehmen' },
  },
  why: {
    PASS: undefined,
    FAIL: 'Von Hand ausgesondert',
    ERROR: 'Die Station endete in diesem Vorgang',
    WAIT: 'Gut, aber noch nicht registriert',
  },
  ago: (ms) => `vor ${span(ms)}`,
  counts: {
    label: 'Auftrag',
    batch: (batch) => `Auftrag ${batch}`,
    toGo: (left, readyAt) =>
      readyAt === undefined ? `noch ${number(left)}` : `noch ${number(left)}, fertig gegen ${clock(readyAt)}`,
    done: 'Keine mehr offen',
    of: (issued) => `von ${number(issued)} gut`,
    progress: (good, issued) => `${number(good)} von ${number(issued)} gut`,
    yield: 'Ausbeute, erster Versuch',
    takt: 'Eine Karte alle',
    rejects: 'Ausgesondert',
    cards: 'Karten',
    waiting: (waiting) => `${count(waiting, 'wartet', 'warten')} auf den Server`,
    rate: 'Gute Karten',
    hourly: 'je Stunde',
    number,
    percent,
    seconds,
  },
  next: {
    label: 'Was als Nächstes zu tun ist',
    act: (next, isMore) => {
      switch (next.act) {
        case 'none':
          return 'Nichts zu tun. Die Station arbeitet.'
        case 'insert':
          return `Karte in ${next.lane} einlegen.`
        case 'take-out':
          return `${next.elsewhere ? apart(next.lane, next.elsewhere) : takeOut[next.verdict](next.lane)}${isMore ? ', dann eine neue einlegen.' : '.'}`
        case 'put-back':
          return `Dieselbe Karte wieder in ${next.lane} einlegen.`
        case 'reseat':
          return `Die Karte aus ${next.lane} herausnehmen und noch einmal einlegen.`
        case 'scan-device':
          return `Gerät für die Karte in ${next.lane} scannen.`
        case 'start':
          return 'Auftrag starten.'
        case 'arm':
          return 'Selbststart einschalten.'
        case 'resume':
          return next.why === 'paused' ? 'Der Auftrag ruht.' : 'Der Auftrag hat sich selbst angehalten.'
        case 'close':
          return 'Jede Karte ist verbucht. Auftrag schließen.'
      }
    },
    after: ({ tray, out, hold, scan, free, broken }) =>
      [
        ...(tray.length > 0 ? [`Schale A: ${named(tray)}.`] : []),
        ...(out.length > 0 ? [`Herausnehmen: ${named(out)}.`] : []),
        ...(hold.length > 0 ? [`Warteschale: ${named(hold)}.`] : []),
        ...(scan.length > 0 ? [`Gerät scannen für ${named(scan)}.`] : []),
        ...(free.length > 0 ? [`Karte einlegen: ${named(free)}.`] : []),
        ...(broken.length > 0 ? [`Technik zu ${named(broken)} rufen.`] : []),
      ].join(' '),
    number: (end) => `Die Nummer der Karte endet auf ${end}.`,
    failing: (failures, among) =>
      `Angehalten: ${number(failures)} der letzten ${number(among)} sind misslungen. Aussondern, Grund suchen, dann neu starten.`,
    stopped: (why) => `Angehalten: ${why}`,
    below: {
      none: undefined,
      start: 'Keine Karte wird geschrieben, bevor auch der Selbststart an ist.',
      arm: 'Dann wird jede Karte, die eingelegt wird, von selbst geschrieben.',
      paused: 'Pause: Was gerade geschrieben wird, wird fertig, keine andere Karte wird begonnen.',
      close: ({ good, rejects, unused, issued }) =>
        `${number(good)} gut + ${number(rejects)} ausgesondert + ${number(unused)} unbenutzt = ${number(issued)}. Schließen ist endgültig.`,
    },
    noBatch: 'Einen Auftrag wählen.',
    noBatchBelow: 'Die Linie arbeitet an einem Auftrag zur Zeit.',
    closed: 'Dieser Auftrag ist geschlossen.',
    closedBelow: 'Den nächsten wählen.',
  },
  arm: {
    on: 'Selbststart an',
    off: 'Selbststart aus',
    ask: 'Karten werden geschrieben, sobald sie stecken. Von selbst beginnen?',
    below: 'Jede Bahn dieses Auftrags, bis er ruht oder die Station geschlossen wird.',
    yes: 'Ja, von selbst beginnen',
    no: 'Nein',
  },
  again: {
    ask: 'Auftrag wieder starten?',
    below: 'Karten, die in den Lesern warten, werden sofort begonnen. Fehler werden neu gezählt.',
    yes: 'Ja, wieder starten',
  },
  acts: {
    start: 'Starten',
    pause: 'Anhalten',
    resume: 'Weiter',
    again: 'Wieder starten',
    close: 'Auftrag schließen',
    choose: 'Auftrag wählen',
    arm: 'Selbststart einschalten',
  },
  story: {
    of: (lane) => `Geschichte der Bahn ${lane}`,
    device: 'Gerät',
    card: 'Karte',
    reader: 'Leser',
    reject: 'Aussondern',
    close: 'Schließen',
    why: 'Warum wird sie ausgesondert?',
    whyOf: (lane) => `Warum wird die Karte aus ${lane} ausgesondert?`,
    whyBelow: 'Die Tasten 1 bis 8 sind jetzt die Gründe.',
    back: 'Zurück',
    phase: {
      waiting: 'noch nicht',
      running: 'jetzt',
      done: 'fertig',
      failed: 'misslungen',
      interrupted: 'unterbrochen',
    },
  },
  reason: {
    card: 'Karte ungeeignet',
    write: 'Schreiben misslang',
    verify: 'Nicht geprüft',
    rehearsal: 'Nicht nutzbar',
    server: 'DM-Server',
    label: 'Etikett',
    damaged: 'Beschädigt',
    other: 'Anderes',
  },
  readers: (answering, all) =>
    answering === all ? `${number(all)} Leser` : `${number(answering)} von ${number(all)} Lesern`,
  clock,
  sound: { on: 'Ton an', off: 'Ton aus' },
  noReaders: 'Kein Leser ist angeschlossen.',
  plugIn: 'Einen Leser anstecken.',
  plugInBelow: 'Seine Bahn erscheint hier von selbst.',
  starting: 'Die Linie wird angesehen.',
}
