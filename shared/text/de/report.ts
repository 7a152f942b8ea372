import type { Text } from '../text'
import { count, number } from './figures'

export const report: Text['report'] = {
  title: (from, to) => `Schichtbericht, ${from} bis ${to}`,
  ofBatch: (batch) => `Nur von Auftrag ${batch}.`,
  outcomes: 'Bearbeitete Karten',
  other: 'Nicht fertig',
  batches: 'Abgleich',
  noBatches: 'Kein Auftrag war offen.',
  columns: {
    batch: 'Auftrag',
    issued: 'Ausgegeben',
    good: 'Gut',
    rejects: 'Ausgesondert',
    unused: 'Unbenutzt',
    open: 'In Arbeit oder wartend',
    exact: 'Geht auf',
  },
  exact: 'ja',
  notExact: 'noch nicht',
  firstTries: (tried, failed) => `${count(tried, 'Karte', 'Karten')} versucht, ${number(failed)} schlecht`,
  written: (file) => `Der Bericht liegt in ${file}.`,
  save: 'Schichtbericht als PDF',
  saved: (path) => `Gespeichert: ${path}`,
}
