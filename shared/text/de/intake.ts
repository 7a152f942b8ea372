import type { Outcome } from '../../job'
import type { Text } from '../text'
import { clock, count, day, number } from './figures'

const state: Text['intake']['state'] = {
  due: 'Wird gleich registriert',
  ordering: 'Wird gleich registriert',
  ordered: 'Veranlasst',
  known: 'Nichts zu tun',
  held: 'Offen',
  refused: 'Abgelehnt',
}

const became: Readonly<Partial<Record<Outcome, string>>> = {
  PASS: 'Registriert',
  OWED: 'Steht noch aus',
  running: 'Wird registriert',
  FAIL: 'Misslungen',
  ERROR: 'Misslungen',
}

export const intake: Text['intake'] = {
  title: 'Eingang',
  source: { pos: 'Kasse', web: 'Selbstbedienung', network: 'Netz', voice: 'Sprachansage' },
  trust: { claimed: 'Behauptet', vouched: 'Verbürgt', proven: 'Nachgewiesen' },
  evidence: {
    counter: 'an dieser Station aufgegeben',
    till: 'die Kasse sagt es',
    'till-file': 'eine Datei der Kasse sagt es',
    code: 'ein Code an die Rufnummer kam zurück',
    network: 'das Netz hat Karte und Gerät zusammen gesehen',
    'network-file': 'eine Datei des Netzes sagt es',
    caller: 'das Netz verbürgt die Rufnummer des Anrufers',
    'caller-unproven': 'ein Anrufer sagt es',
  },
  why: {
    trusted: 'Vertrauen genügt, um von selbst zu registrieren',
    person: 'Die Aufsicht hat so entschieden',
    'registered-before': 'Schon registriert, mit derselben Rufnummer',
    'trust-too-low': 'Vertrauen genügt nicht, um von selbst zu registrieren',
    'other-number': 'Das Gerät war mit einer anderen Rufnummer registriert',
    'many-devices': 'Viele Geräte für eine Rufnummer an einem Tag',
    'device-changed': 'Die Karte steckt jetzt in einem anderen Gerät',
    'sim-changed': 'Im Gerät steckt jetzt eine andere Karte',
    'clock-off': 'Die Uhr des Netzes geht anders als unsere',
    'devid-unknown': 'Dieses Modell meldet sich mit einer Kennung, die noch nicht bekannt ist',
    'registration-failed': 'Die Registrierung ließ sich nicht anlegen',
    'test-device': 'Die Nummer eines Testgeräts',
    'device-blocked': 'Dieses Gerät steht auf der Sperrliste',
    'number-blocked': 'Diese Rufnummer steht auf der Sperrliste',
    'person-refused': 'Die Aufsicht hat es abgelehnt',
    'waited-too-long': 'Niemand hat rechtzeitig entschieden: Die Nummer wurde entfernt',
  },
  state,
  became: (at, outcome) => (outcome && became[outcome]) ?? state[at],
  none: 'Noch ist nichts eingegangen.',
  noneLead: 'Kassen, die Selbstbedienungsseite, das Netz und die Sprachansage bringen Geräte hierher.',
  noMatch: 'Kein Eintrag passt.',
  noMatchLead: 'Nach einem Teil einer Kennung, einer Rufnummer oder eines Belegs suchen.',
  total: (shown, total) =>
    shown === total
      ? count(total, 'Eintrag', 'Einträge')
      : `${number(shown)} von ${count(total, 'Eintrag', 'Einträgen')}`,
  waiting: (held) => (held === 0 ? 'Nichts zu entscheiden' : `${number(held)} zu entscheiden`),
  search: 'Zum Suchen scannen oder tippen',
  searchLabel: 'Eingang durchsuchen',
  filter: 'Stand',
  filters: { all: 'Alle', held: 'Offen', ordered: 'Angenommen', refused: 'Abgelehnt' },
  columns: { source: 'Quelle', device: 'Gerät', became: 'Stand' },
  more: 'Ältere Einträge',
  at: clock,
  day,
  moment: (time) => `${day(time)}, ${clock(time)}`,
  detail: 'Ein Eintrag',
  fields: {
    source: 'Quelle',
    trust: 'Vertrauen',
    phone: 'Rufnummer',
    reference: 'Beleg',
    times: 'Eingegangen',
    said: 'Angegebener Grund',
    seen: 'Bemerkt',
  },
  noPhone: 'Keine Rufnummer',
  times: (times, at) => (times === 1 ? `Einmal, um ${clock(at)}` : `${number(times)}-mal, zuletzt um ${clock(at)}`),
  bench: 'Übung',
  decide: {
    lead: 'Registrieren, wenn es stimmt, sonst ablehnen.',
    allow: 'Registrieren',
    refuse: 'Ablehnen',
    reason: 'Grund, bleibt beim Eintrag',
    needs: 'Mit ein paar Worten sagen, warum.',
    cancel: 'Abbrechen',
    overtaken: 'Das wurde inzwischen anderswo entschieden.',
  },
}
