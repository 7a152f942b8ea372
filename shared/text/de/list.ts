import type { list as english } from '../en/list'
import type { FailureOf } from '../text'
import { count, number } from './figures'

type Unfit = FailureOf<'list.unfit'>

const unfit: Readonly<Record<Unfit['why'], (column: string) => string>> = {
  'not-a-list': () => 'weder eine Tabelle als Text noch eine Excel-Mappe',
  'old-sheet': () => 'eine alte Excel-Datei oder eine mit Kennwort; ohne Kennwort als .xlsx oder CSV speichern',
  'no-sheet': () => 'kein sichtbares Blatt darin',
  damaged: () => 'sie ist beschädigt',
  bursting: () => 'ausgepackt ist sie viel größer, als eine Liste sein kann',
  'too-large': () => 'sie ist größer, als eine Liste sein darf',
  empty: () => 'sie ist leer',
  changed: () => 'sie wurde seit der Durchsicht geändert',
  encoding: () => 'ein Zeichen dort gehört zu keiner bekannten Kodierung; als UTF-8 speichern',
  quote: () => 'ein Anführungszeichen endet nicht oder steht am falschen Ort',
  'too-long': () => 'eine Zeile hat kein Ende oder mehr als 256 Spalten',
  'no-device': () => 'keine Spalte enthält Geräte',
  'several-devices': (columns) => `mehrere Spalten enthalten Geräte: ${columns}; eine davon angeben`,
  rounded: (column) =>
    `die Tabellenkalkulation hat die Zahlen in ${column} gerundet; die Spalte als Text neu speichern`,
  'twice-named': (column) => `zwei Spalten heißen ${column}; eine über ihre Nummer angeben`,
  'no-column': (column) => `${column} ist nicht zu finden`,
}

export const list: typeof english = {
  unfit: ({ path, why, row, column }) =>
    `${path} kann nicht übernommen werden${row === undefined ? '' : `, Zeile ${number(row)}`}${
      why === 'encoding' && column !== undefined ? `, Spalte ${column}` : ''
    }: ${unfit[why](column ?? '')}.`,
  correct: 'Die Datei berichtigen oder ihre Spalten angeben und noch einmal durchsehen.',
  notTaken: 'Nichts davon wurde übernommen.',
  wrong: {
    'check-digit': 'Prüfziffer passt nicht',
    malformed: 'gehört nicht dorthin',
    duplicate: 'steht zweimal in der Liste',
    known: 'gehört schon zu einem Auftrag',
    registered: 'ist schon registriert',
    rounded: 'wurde von einer Tabellenkalkulation gerundet',
    missing: 'fehlt',
    formula: 'ist eine Formel und kein Wert',
    'too-long': 'ist zu lang',
  },
  finding: (row, column, wrong, value) =>
    `Zeile ${number(row)}${column === undefined ? '' : `, ${column}`}: ${wrong}${value === undefined ? '' : `, ${value}`}`,
  rows: (good, rows) => `${number(good)} von ${count(rows, 'Zeile ist', 'Zeilen sind')} richtig`,
  reading: (rows) => `${count(rows, 'Zeile', 'Zeilen')} gelesen`,
}
