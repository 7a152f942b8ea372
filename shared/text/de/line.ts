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
    asleep: 'Aus',
    empty: 'Karte einlegen',
    over: 'Leer',
    reading: 'Liest',
    wantsDevice: 'Gerät scannen',
    resting: 'Karte steckt',
  },
  verb: {
    asleep: 'Beginnt nichts',
    empty: 'Chip nach unten',
    over: 'Keine Karte mehr',
    leave: 'Stecken lassen',
    wantsDevice: 'Für diese Karte',
    resting: 'Nicht begonnen',
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
    done: 'Alles fertig',
    of: (issued) => `von ${number(issued)} gut`,
    progress: (good, issued) => `${number(good)} von ${number(issued)} gut`,
    yield: 'Ausbeute, erster Versuch',
    takt: 'Zeit je Karte',
    rejects: 'Ausgesondert',
    cards: 'Karten',
    waiting: (waiting) => `${count(waiting, 'wartet', 'warten')} auf den Server`,
    rate: 'Leistung',
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
          return 'Jedes Stück ist fertig. Auftrag schließen.'
      }
    },
    after: (takeOuts, empty, broken) => {
      const out = takeOuts.length === 1 ? 'Karte' : 'Karten'
      const free = empty.length === 1 ? `Bahn ${named(empty)} ist frei.` : `Bahnen ${named(empty)} sind frei.`
      return [
        ...(takeOuts.length > 0 ? [`Danach: ${out} aus ${named(takeOuts)} herausnehmen.`] : []),
        ...(empty.length > 0 ? [free] : []),
        ...(broken.length > 0 ? [`Technik zu ${named(broken)} rufen.`] : []),
      ].join(' ')
    },
    below: {
      none: undefined,
      start: 'Noch wird keine Karte angefasst.',
      arm: 'Dann wird jede Karte, die eingelegt wird, von selbst geschrieben.',
      stopped: undefined,
      paused: 'Karten, die stecken, werden fertig. Keine neue wird begonnen.',
      close: 'Gut, ausgesondert und unbenutzt gehen auf.',
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
  acts: {
    start: 'Starten',
    pause: 'Anhalten',
    resume: 'Weiter',
    close: 'Auftrag schließen',
    choose: 'Auftrag wählen',
    arm: 'Einschalten',
  },
  story: {
    of: (lane) => `Geschichte der Bahn ${lane}`,
    device: 'Gerät',
    card: 'Karte',
    reader: 'Leser',
    reject: 'Aussondern',
    close: 'Schließen',
    why: 'Warum wird sie ausgesondert?',
    phase: {
      waiting: 'noch nicht',
      running: 'jetzt',
      done: 'fertig',
      failed: 'misslungen',
      interrupted: 'unterbrochen',
    },
  },
  reason: {
    card: 'Karte',
    write: 'Schreiben',
    verify: 'Rücklesen',
    rehearsal: 'Probe',
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
  noReadersBelow: 'Einen anstecken. Seine Bahn erscheint hier von selbst.',
  starting: 'Die Linie wird angesehen.',
}
