import type { ArrivalsWords } from '../en/arrivals'
import { number } from './figures'

const two = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

export const arrivals: ArrivalsWords = {
  language: 'de',
  direction: 'ltr',
  number,
  title: 'Geräte kommen an',
  what: 'Wer sie gemeldet hat, welchen Weg der Bootstrap nimmt und wie weit jedes Gerät ist, seit die Übungsstation läuft.',
  heads: { source: 'Bekannt von', way: 'Bootstrap über', state: 'Steht bei' },
  source: {
    pos: 'Kasse',
    factory: 'Fabrik',
    web: 'Selbstbedienung',
    network: 'Kernnetz',
    dtmf: 'Sprachansage',
    client: 'Das Gerät',
  },
  way: {
    smartcard: 'Chipkarte',
    factory: 'Werksdatei',
    tls: 'Push über TLS',
    sms: 'Push per SMS',
    request: 'Eigene Anfrage',
  },
  state: {
    received: 'Empfangen',
    accepted: 'Angenommen',
    queued: 'In der Reihe',
    sent: 'Gesendet',
    contacted: 'Gemeldet',
    managed: 'Verwaltet',
    conflict: 'Konflikt',
    rejected: 'Abgelehnt',
    released: 'Zurückgegeben',
  },
  languages: 'Sprache',
  all: 'Geräte',
  map: 'Welchen Weg jedes Gerät nahm',
  timeline: 'Die letzte Viertelstunde',
  latest: 'Die letzten, das neueste zuerst',
  registered: 'Registriert',
  utc: (time) => `${time} UTC`,
  curves: (registered, managed) => `${registered} registriert, davon ${managed} verwaltet`,
  columns: ['Gerät', 'Bekannt von', 'Bootstrap über', 'Steht bei', 'Registriert, UTC', 'Sein Weg seither'],
  nobody: 'Noch keines. Ein Gerät registrieren, oder in einem anderen Terminal: npx bootstation bench tour',
  seconds: (seconds) => `${two.format(seconds)} s`,
  trouble: (what) => `Ein Push ging nicht hinaus: ${what}`,
}
