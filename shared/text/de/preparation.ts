import type { PreparationLack, PreparationStep, PreparedFile } from '../../preparation'
import type { Text } from '../text'
import { bytes, number } from './figures'

type Facts = {
  readonly file: PreparedFile
  readonly needBytes?: number | undefined
  readonly haveBytes?: number | undefined
  readonly sw?: string | undefined
  readonly left?: readonly string[] | undefined
}

const room = ({ needBytes, haveBytes }: Facts): string =>
  needBytes === undefined || haveBytes === undefined ? '' : `: nötig ${bytes(needBytes)}, da ${number(haveBytes)}`
const stays = ({ left }: Facts): string =>
  left === undefined
    ? ''
    : ` Vorher angelegt und nicht mehr zu löschen: ${left.map(where).join(', ')}. Eine weitere Vorbereitung macht dort weiter.`
const answer = ({ sw }: Facts): string => (sw === undefined ? '' : `, Antwort ${sw}`)

/** What is missing, and what the issuer of the card has to do, where nobody else can. */
const lacks: Readonly<
  Record<PreparationLack, { readonly what: (facts: Facts) => string; readonly issuer: (facts: Facts) => string }>
> = {
  'right-to-create-directory': {
    what: () => 'Ihr Schlüssel darf im MF kein Verzeichnis anlegen',
    issuer: () =>
      'DF 3F00/7F50 mit der AID von PKCS#15, EF(ODF), EF(DODF-bootstrap) und EF(DM_Bootstrap) anlegen und in EF(DIR) nennen',
  },
  'right-to-create-file': {
    what: ({ file }) => `Ihr Schlüssel darf ${file} in der PKCS#15-Anwendung nicht anlegen`,
    issuer: ({ file }) => `${file} anlegen`,
  },
  'right-to-update': {
    what: ({ file }) => `Ihr Schlüssel darf ${file} nicht ändern`,
    issuer: ({ file }) => `den Eintrag in ${file} ergänzen oder einem Kartenschlüssel das Ändern erlauben`,
  },
  'right-to-resize': {
    what: (facts) => `${facts.file} ist zu klein, und ihr Schlüssel darf die Datei nicht vergrößern${room(facts)}`,
    issuer: ({ file, needBytes }) =>
      needBytes === undefined ? `${file} vergrößern` : `${file} auf ${bytes(needBytes)} vergrößern`,
  },
  rule: {
    what: ({ file }) => `Jeder darf ${file} lesen, und eine Regel wird nicht geändert`,
    issuer: ({ file }) => `${file} eine Regel geben, die PIN1 verlangt`,
  },
  create: {
    what: (facts) => `Sie legt ${facts.file} nicht an${answer(facts)}`,
    issuer: ({ file }) => `${file} anlegen`,
  },
  resize: {
    what: (facts) => `Sie vergrößert ${facts.file} nicht${answer(facts)}`,
    issuer: ({ file }) => `${file} vergrößern`,
  },
  memory: {
    what: (facts) => `Sie hat nicht genug Speicher für ${facts.file}${room(facts)}${answer(facts)}`,
    issuer: () => 'auf der Karte Platz schaffen',
  },
  room: {
    what: ({ file }) => `Wo der Eintrag in ${file} hingehört, steht etwas anderes`,
    issuer: ({ file }) => `den Eintrag in ${file} ergänzen`,
  },
  record: {
    what: () => 'EF(DIR) hat keinen freien Datensatz, der lang genug ist',
    issuer: () => 'EF(DIR) einen Datensatz für PKCS#15 geben',
  },
  dir: { what: () => 'Sie hat kein EF(DIR)', issuer: () => 'EF(DIR) mit einem Datensatz für PKCS#15 anlegen' },
  choice: {
    what: ({ file }) => `${file} gibt es zweimal`,
    issuer: ({ file }) => `einen Eintrag für ${file} entfernen`,
  },
  identifier: {
    what: ({ file }) => `Alle Kennungen für ${file} sind vergeben`,
    issuer: ({ file }) => `${file} und den Eintrag dafür anlegen`,
  },
}

const where = (path: string): string => path.replace(/(?!^)(?=(?:.{4})+$)/g, '/')

export const preparation: Text['preparation'] = {
  cannot: ({ lack, ...facts }) =>
    `Diese Karte lässt sich hier nicht vorbereiten: ${lacks[lack].what(facts)}.${stays(facts)}`,
  issuer: ({ lack, ...facts }) => `Das muss ihr Herausgeber tun: ${lacks[lack].issuer(facts)}.`,
  step: (step: PreparationStep): string => {
    switch (step.does) {
      case 'create': {
        const size = step.sizeBytes === undefined ? '' : `, ${bytes(step.sizeBytes)}`
        const rule = step.rule ? `Datensatz ${step.rule.record} von EF.ARR ${step.rule.arr}` : 'eine eigene Regel'
        return `${step.file} anlegen, ${where(step.path)}${size}; den Zugriff regelt ${rule}.`
      }
      case 'enlarge':
        return `${step.file}, ${where(step.path)}, von ${number(step.fromBytes)} auf ${bytes(step.toBytes)} vergrößern.`
      case 'clear':
        return `Reste einer früheren Vorbereitung in ${step.file}, ${where(step.path)}, löschen.`
      case 'enter': {
        const behind = step.start === 0 ? '' : `, hinter die ${bytes(step.start)}, die da sind`
        return `${bytes(step.hex.length / 2)} in ${step.file}, ${where(step.path)}, schreiben${behind}.`
      }
      case 'list':
        return `Die Anwendung in Datensatz ${step.record} von EF(DIR) nennen.`
    }
  },
  nothing: 'Diese Karte ist vorbereitet. Nichts ist zu tun.',
  would: 'Nichts wurde geändert. Das würde getan, in dieser Reihenfolge, wenn die Karte es erlaubt:',
}
