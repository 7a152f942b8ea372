import { causeOf } from '../cause'
import type { Text } from '../text'
import { chance, clock, count, day, number, seconds, shareOf, span } from './figures'

const cards = (value: number): string => count(value, 'Karte', 'Karten')

export const charts: Text['charts'] = {
  view: 'Was zu sehen ist',
  views: { list: 'Liste', charts: 'Diagramme' },
  period: 'Aus welcher Zeit',
  periods: { shift: 'Letzte 8 Stunden', today: 'Heute', week: '7 Tage', month: '30 Tage', own: 'Von … bis' },
  own: { from: 'Von, wie 2026-01-31 06:00', to: 'Bis, wie 2026-01-31 14:00' },
  narrow: {
    batch: 'Welcher Auftrag',
    reader: 'Welcher Leser',
    template: 'Welche Vorlage',
    allBatches: 'Alle Aufträge',
    allReaders: 'Alle Leser',
    allTemplates: 'Alle Vorlagen',
  },
  percent: shareOf,
  seconds,
  clock,
  day,
  number,
  waiting: 'Die Zahlen werden ermittelt.',
  noTime: 'Es ist keine Zeit gewählt: beide Enden wie 2026-01-31 06:00 eingeben, das erste vor dem zweiten.',
  yield: {
    title: 'Ausbeute im ersten Versuch',
    none: 'In dieser Zeit wurde keine Karte versucht.',
    steady: (share, tried) => `${shareOf(share)} von ${cards(tried)}. Durchweg innerhalb der Grenzen.`,
    outside: (share, tried, times, at) =>
      `${shareOf(share)} von ${cards(tried)}. ${times === 1 ? 'Einmal' : `${number(times)}-mal`} außerhalb der Grenzen, zuletzt um ${at}.`,
    upper: 'oben',
    mean: 'Mittel',
    lower: 'unten',
    columns: { at: 'Ab', good: 'Gut', tried: 'Karten', limit: 'Untere Grenze' },
  },
  causes: {
    title: 'Gründe für SCHLECHT',
    none: 'Keine Karte war schlecht.',
    first: (name, share, failed) => `${name}: ${shareOf(share)} von ${number(failed)}.`,
    columns: { cause: 'Grund', count: 'Karten', upToHere: 'Zusammen' },
    named: (code) => causeOf(causes, code),
    other: 'Alle übrigen',
  },
  takt: {
    title: 'Von Karte zu Karte in einem Leser',
    none: 'Keine zwei Karten nacheinander.',
    half: (taktMs, cardMs) =>
      `Die Hälfte unter ${seconds(taktMs)} von Karte zu Karte${cardMs === undefined ? '.' : `; davon braucht die Karte ${seconds(cardMs)}.`}`,
    columns: { from: 'Von', to: 'Bis', count: 'Karten' },
    median: 'Hälfte',
  },
  compared: {
    title: 'Leser, Lose und Vorlagen',
    none: 'Noch wurde nichts versucht.',
    even: 'Keiner versagt öfter, als der Zufall erlaubt.',
    suspect: {
      reader: (name, own, others, p) =>
        `${name}: ${shareOf(own)} schlecht, sonst ${shareOf(others)} (p ${chance(p)}). Kontakte reinigen, dann tauschen.`,
      lot: (name, own, others, p) =>
        `Karten ${name}…: ${shareOf(own)} schlecht, andere ${shareOf(others)} (p ${chance(p)}). Dieses Los beiseitelegen.`,
      template: (name, own, others, p) =>
        `Vorlage ${name}: ${shareOf(own)} schlecht, andere ${shareOf(others)} (p ${chance(p)}). Die Vorlage prüfen.`,
    },
    by: { reader: 'Leser', lot: 'Karten', template: 'Vorlage' },
    columns: { name: 'Von', tried: 'Karten', failed: 'Schlecht', share: 'Anteil' },
    lot: (digits) => (digits === '' ? 'nicht gelesen' : `${digits}…`),
    noTemplate: 'keine',
  },
  owed: {
    title: 'Ausgang jetzt',
    none: 'Nichts wartet auf den DM-Server.',
    oldest: (waiting, ms) =>
      `${count(waiting, 'Registrierung wartet', 'Registrierungen warten')}, die älteste seit ${span(ms)}.`,
    held: (held) => `${count(held, 'wartet', 'warten')} auf eine Person.`,
    columns: { age: 'Wartet', count: 'Registrierungen' },
    upTo: (ms) => (Number.isFinite(ms) ? `bis ${span(ms)}` : 'länger'),
  },
}

const causes = {
  'card.removed': 'Karte herausgezogen',
  'card.mute': 'Karte antwortet nicht',
  'card.too-small': 'Karte zu klein',
  'card.unnumbered': 'Karte ohne Nummer',
  'card.unsuitable': 'Karte hat keinen Platz dafür',
  'card.cannot-prepare': 'Karte nicht vorzubereiten',
  'card.key-refused': 'Kartenschlüssel abgelehnt',
  'card.locked': 'Kartenschlüssel gesperrt',
  'card.mismatch': 'Bytes weichen ab',
  'card.refused': 'Karte lehnt Befehl ab',
  'card.torn': 'Halb geschrieben',
  'card.other': 'Andere Karte',
  'card.contradicts': 'Zweite Nachricht auf Karte',
  'card.taken': 'Karte eines anderen Stücks',
  'card.rewritten': 'Von anderen beschrieben',
  'card.needs-pin': 'Karte verlangt ihre PIN',
  'card.pin': 'PIN abgelehnt oder gesperrt',
  'card.needs-secure-channel': 'Sicherer Kanal fehlt',
  'card.channel-refused': 'Sicherer Kanal abgelehnt',
  'card.channel-broken': 'Sicherer Kanal gestört',
  'bytes.malformed': 'Unlesbare Bytes',
  'message.invalid': 'Nachricht nicht möglich',
  'template.invalid': 'Vorlage nicht brauchbar',
}
