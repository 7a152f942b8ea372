import { stated } from '../reason'
import type { FailuresOf } from '../text'
import { count } from './figures'
import { identity } from './identity'

const pinStates = {
  refused: 'Der Token hat seine PIN abgelehnt.',
  'few-tries': 'Die PIN des Tokens wurde nicht probiert: Zuvor wurde eine falsche eingegeben.',
  'last-try': 'Die PIN des Tokens wurde nicht probiert: Nur ein Versuch bleibt.',
  locked: 'Die PIN des Tokens ist gesperrt.',
} as const

/** What stops card keys, and the token that has them. */
export const keyFailure: FailuresOf<'key' | 'token'> = {
  'key.stopped': {
    what: ({ refusals }) =>
      `Mit diesem Schlüsselsatz wird keine Karte mehr probiert: ${count(refusals, 'Karte hat', 'Karten haben')} seine Schlüssel abgelehnt.`,
    doNow: ({ keySet }) =>
      `Klären, zu welchen Karten die Schlüssel gehören. Dann gibt die Aufsicht sie frei: bootstation keys allow --key-set ${keySet} --reason "…".`,
    goOn: 'Bis dahin wird keiner Karte einer davon gezeigt.',
  },
  'key.tried': {
    what: ({ reader }) =>
      `An der Karte in ${reader} wurde schon ein Schlüssel probiert. Je Einlegen gibt es nur einen Versuch.`,
    doNow: () => 'Die Karte herausnehmen. Nur wieder einlegen, wenn der Schlüssel berichtigt ist.',
    goOn: 'Dann werden die übrigen Versuche neu gelesen.',
  },
  'key.missing': {
    what: ({ iccid, key }) => `Für Karte ${identity.iccid(iccid)} gibt es kein ${key}.`,
    doNow: () => 'Prüfen, ob diese Schlüssel zu diesen Karten gehören.',
    goOn: 'Die Karte wurde nicht angefasst.',
  },
  'key.unusable': { what: (_, why) => stated('Die Kartenschlüssel sind nicht brauchbar', why) },
  'key.wanted': {
    what: ({ what }) =>
      what === 'card-key'
        ? 'Der Kartenschlüssel ist noch nicht eingegeben.'
        : 'Die PIN des Tokens ist noch nicht eingegeben.',
    doNow: () => 'Die Aufsicht um die Eingabe bitten.',
    goOn: 'Die Eingabe bleibt nur im Speicher.',
  },
  'token.absent': {
    what: (_, why) => stated('Der Token mit den Schlüsseln ist nicht brauchbar', why),
    doNow: () => 'Nachsehen, ob der Token steckt und seine Software eingerichtet ist.',
    goOn: 'Danach neu beginnen.',
  },
  'token.pin': {
    what: ({ state }) => pinStates[state],
    doNow: ({ keySet }) =>
      keySet
        ? `Die PIN berichtigen. Dann gibt die Aufsicht sie frei: bootstation keys allow --key-set ${keySet} --reason "…".`
        : 'Sich mit dem Werkzeug des Tokens und der richtigen PIN einmal anmelden: Dann zählt er die Versuche neu.',
    goOn: 'Keine Karte wurde angefasst.',
  },
}
