// Status words of cards as people read them: ETSI TS 102 221, 10.2.1; 3GPP TS 51.011, 9.4.
import { count } from './figures'

const words: Readonly<Record<string, string>> = {
  '9000': 'erledigt',
  '6200': 'eine Warnung',
  '6281': 'das Gelesene ist vielleicht beschädigt',
  '6282': 'die Datei war zu Ende',
  '6283': 'die Datei ist abgeschaltet',
  '6300': 'nicht ausgewiesen',
  '6581': 'ein Speicherproblem',
  '6700': 'die Länge ist falsch',
  '6881': 'kein solcher logischer Kanal',
  '6882': 'kein gesicherter Kanal',
  '6981': 'eine Datei anderer Art',
  '6982': 'nicht ohne Schlüssel',
  '6983': 'der Schlüssel ist gesperrt',
  '6984': 'der Schlüssel ist nicht verwendbar',
  '6985': 'jetzt nicht',
  '6986': 'keine Datei ist gewählt',
  '6989': 'nur im gesicherten Kanal',
  '6A80': 'die Daten sind falsch',
  '6A81': 'das kann die Karte nicht',
  '6A82': 'nicht gefunden',
  '6A83': 'kein solcher Satz',
  '6A84': 'kein Speicher mehr',
  '6A86': 'P1 oder P2 ist falsch',
  '6A88': 'kein solcher Schlüssel',
  '6A89': 'gibt es schon',
  '6B00': 'hinter dem Ende',
  '6D00': 'die Karte kennt den Befehl nicht',
  '6E00': 'die Karte kennt die Klasse nicht',
  '6F00': 'misslungen, ohne Grund',
  '9402': 'hinter dem Ende',
  '9404': 'nicht gefunden',
  '9804': 'nicht ohne Schlüssel, oder der Schlüssel wurde abgelehnt',
  '9808': 'nach diesem Schlüssel wird nicht gefragt',
  '9840': 'der Schlüssel ist gesperrt',
}

const families: readonly (readonly [RegExp, (rest: number) => string])[] = [
  [/^91/, () => 'erledigt, und die Karte hat selbst einen Befehl'],
  [/^(61|9F)/, (rest) => `${count(rest || 256, 'Byte wartet', 'Bytes warten')}`],
  [/^6C/, (rest) => `die Länge ist ${rest || 256}`],
  [/^63C/, (rest) => `abgelehnt, noch ${count(rest & 0x0f, 'Versuch', 'Versuche')}`],
  [/^(92|65)/, () => 'ein Speicherproblem'],
]

/** What a status word means, in hex as four digits. */
export const statusWord = (sw: string): string =>
  words[sw] ??
  families.find(([pattern]) => pattern.test(sw))?.[1](Number.parseInt(sw.slice(2), 16)) ??
  'hier nicht bekannt'
