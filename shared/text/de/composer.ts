import { type FaultWords, faultIn } from '../fault'
import { type ShapeWords, shapeIn } from '../shape'
import type { Text } from '../text'
import { bytes, count, number } from './figures'

const stopped = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

export const faults: FaultWords = {
  empty: 'Leer',
  long: 'Länger als 10240 Zeichen',
  line: 'Muss eine Zeile ohne Steuerzeichen sein',
  digits: 'Darf nur Ziffern haben',
  hex: 'Muss aus Paaren von Hex-Ziffern bestehen',
  phone: 'Muss + und 5 bis 15 Ziffern sein',
  https: 'Muss eine https://-Adresse sein',
  oneOf: (choices) => `Muss eines davon sein: ${choices}`,
  pattern: (pattern) => `Passt nicht. ${shapeIn(shapes, pattern) ?? `Muss auf ${pattern} passen`}`,
}

const shapes: ShapeWords = {
  of: {
    digits: 'Ziffern',
    hex: 'Hex-Ziffern',
    letters: 'Buchstaben',
    capitals: 'Großbuchstaben',
    lettersOrDigits: 'Buchstaben oder Ziffern',
    capitalsOrDigits: 'Großbuchstaben oder Ziffern',
  },
  between: (least, most) => {
    if (least === most) return number(least)
    return Number.isFinite(most) ? `${number(least)} bis ${number(most)}` : `${number(least)} oder mehr`
  },
  notZero: ', die erste nicht 0',
}

export const composer: Text['composer'] = {
  title: 'Entwurf',
  lead: 'Vorlage',
  noTemplate: 'Keine Vorlage ist eingerichtet.',
  noTemplateDo: 'Mit „bootstation template import“ eine hereinholen.',
  compare: 'Vergleichen',
  form: {
    label: 'Was in die Nachricht kommt',
    template: 'Vorlage',
    from: { station: 'Dieser Station', product: 'Beispiele' },
    titled: (title, name) => `${title} (${name})`,
    device: 'Gerät',
    deviceEmpty: 'Scannen',
    sample: 'Ein Beispielgerät nehmen',
    format: 'Format',
    formats: { dm2: 'DM 2.0', dm1: 'DM 1.2', cp: 'CP' },
    variables: 'Variablen',
    noVariables: 'Diese Vorlage hat keine Variablen.',
    types: {
      text: 'Text',
      digits: 'Ziffern',
      hex: 'Hex-Ziffern, paarweise',
      phone: 'Eine Nummer wie +491701234567',
      url: 'Eine https://-Adresse',
      choice: 'Eines aus einer Liste',
      secret: 'Bleibt geheim',
    },
    pattern: (pattern) => shapeIn(shapes, pattern) ?? `Passt zu ${pattern}`,
    asShown: 'Wie gezeigt, wenn leer',
    byDefault: (value) => `${value}, wenn leer`,
    needed: (takes) => `Nötig. ${stopped(takes)}`,
    fault: (reason) => `${faultIn(faults, reason) ?? 'Passt nicht'}.`,
  },
  meter: {
    label: 'Größe der Nachricht',
    size: number,
    of: (limit) => `von ${bytes(limit)}`,
    sized: (size, limit) => `${number(size)} von ${bytes(limit)}`,
    free: (left) => `${bytes(left)} frei`,
    over: (missing) => `${bytes(missing)} zu viel`,
    unknown: 'Noch keine Nachricht',
    against: 'Gemessen an',
    usual: (size) => `Übliche Karte, ${bytes(size)}`,
    template: 'Grenze der Vorlage',
    card: (reader) => `Die Karte in Leser ${number(reader)}`,
    file: 'Grenze für die Datei',
    fileBytes: 'Bytes, die die Datei haben darf',
    noFile: 'Diese Karte hat keine Datei für eine Bootstrap-Nachricht.',
    asking: 'Die Karte wird gefragt',
  },
  panes: {
    label: 'Die Nachricht in drei Formen',
    xml: 'XML',
    json: 'JSON',
    hex: 'Hex',
    xmlAside: 'was sie sagt',
    jsonAside: { dm2: 'wie sie geschrieben wird', dm1: 'dasselbe', cp: 'dasselbe' },
    hexAside: { dm2: 'UTF-8', dm1: 'WBXML 1.2', cp: 'WBXML' },
    empty: 'Ein Gerät scannen oder eintippen, um seine Nachricht zu sehen.',
    unmade: 'Die Nachricht lässt sich noch nicht bilden.',
    stale: 'Das ist die letzte Nachricht, die sich bilden ließ.',
  },
  node: {
    label: 'Der gewählte Knoten',
    none: 'Mit den Pfeiltasten durch die Nachricht gehen oder auf eine Zeile zeigen.',
    bytes: (from, to, size) => `${from} bis ${to}, ${bytes(size)}`,
  },
  reveal: {
    ask: 'Geheimnis zeigen',
    reason: 'Warum muss es gesehen werden?',
    needs: (left) =>
      left > 0 ? `Noch ${count(left, 'Zeichen', 'Zeichen')}. Der Grund wird aufbewahrt.` : 'Der Grund wird aufbewahrt.',
    show: '20 s zeigen',
    hide: 'Verbergen',
    left: (seconds) => `Weg in ${number(seconds)} s`,
    asText: 'im Klartext',
    value: 'Das Geheimnis',
  },
  findings: {
    label: 'Was ein Gerät daraus macht',
    good: 'Nichts spricht dagegen.',
    goodAside: (nodes, format) => `${format}, ${count(nodes, 'Knoten', 'Knoten')}.`,
    field: (label) => `${label} passt noch nicht.`,
    fieldDo: 'Was richtig wäre, steht unter dem Feld.',
    waiting: 'Noch keine Nachricht zum Ansehen.',
    count: (errors, warnings) =>
      [
        ...(errors > 0 ? [`${number(errors)} ${errors === 1 ? 'Punkt hält' : 'Punkte halten'} sie auf`] : []),
        ...(warnings > 0 ? [count(warnings, 'Warnung', 'Warnungen')] : []),
      ].join(', '),
    tooLarge: (size, limit) => `Zu groß: ${bytes(size)}, ${number(limit)} passen.`,
    tooLargeDo: 'Weglassen, was dieses Gerät nicht braucht, oder ihm mehr Platz erlauben.',
  },
  diff: {
    label: 'Vergleich',
    against: 'Vergleichen mit',
    choose: 'Wählen, womit verglichen wird',
    chooseDo: 'Eine andere Vorlage oder die Karte in einem Leser: Die Nachricht wird danebengestellt, Wert für Wert.',
    card: (reader) => `Die Karte in Leser ${number(reader)}`,
    where: 'Knoten',
    differ: (rows, all) =>
      rows === 0
        ? `Alle ${number(all)} Werte sind gleich.`
        : `${number(rows)} von ${number(all)} Werten ${rows === 1 ? 'ist' : 'sind'} anders.`,
    across: 'Die Formate sind verschieden; verglichen wird, was sie einem Gerät geben.',
    empty: 'Die Karte ist leer.',
    all: 'Auch Gleiches zeigen',
    kinds: { same: 'gleich', changed: 'anders', left: 'nur hier', right: 'nur dort' },
    lacks: (title, variables) =>
      `${title} braucht auch ${variables.join(', ')}, wonach dieses Formular nicht fragt: einen Standardwert geben oder hier ${title} wählen und andersherum vergleichen`,
    close: 'Zurück zur Nachricht',
  },
}
