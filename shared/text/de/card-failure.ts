import { namedCommand } from '../command-name'
import { stated } from '../reason'
import type { FailuresOf } from '../text'
import { bytes, count, number } from './figures'
import { identity } from './identity'
import { preparation } from './preparation'
import { otherCard, resume } from './way'

const tries = (left: number | null): string => {
  if (left === null) return 'wie viele Versuche bleiben, ist unbekannt'
  return left === 0 ? 'kein Versuch bleibt' : count(left, 'Versuch bleibt', 'Versuche bleiben')
}

const channelRefused = {
  'no-scp03': 'sie spricht hier kein SCP03',
  'no-key': 'sie hat keinen Schlüsselsatz dieser Version',
  level: 'sie kann ihre Antworten nicht schützen',
  keys: 'die Schlüssel gehören nicht zu dieser Karte',
  host: 'sie erkennt die Station nicht an',
} as const

const channelBroken = {
  'no-mac': 'eine Antwort war nicht signiert',
  mac: 'eine Antwort wurde unterwegs verändert',
  padding: 'eine Antwort lässt sich nicht entschlüsseln',
  over: 'er war schon beendet',
} as const

/** What a card did, and what becomes of it. */
export const cardFailure: FailuresOf<'card'> = {
  'card.absent': {
    what: ({ reader }) => `Keine Karte in ${reader}.`,
    doNow: () => 'Die Karte einlegen.',
    goOn: resume,
  },
  'card.removed': { what: ({ reader }) => `Die Karte hat ${reader} verlassen, bevor der Vorgang fertig war.` },
  'card.other': {
    what: ({ reader, iccid, found }) =>
      `In ${reader} steckt eine andere Karte: ${identity.iccid(found)} statt ${identity.iccid(iccid)}.`,
    doNow: () => 'Die Karte dieses Vorgangs einlegen oder für diese einen neuen beginnen.',
  },
  'card.mute': {
    what: ({ reader, command }) => `Die Karte in ${reader} antwortet nicht auf ${namedCommand(command)}.`,
    doNow: () => 'Herausnehmen, Kontakte abwischen, wieder einlegen und den Vorgang fortsetzen.',
    goOn: 'Bleibt sie stumm, eine andere Karte nehmen.',
  },
  'card.torn': {
    what: ({ path }) =>
      `Die Bootstrap-Datei ${path} ist halb geschrieben. Was vorher darin stand, ist hier nicht bekannt: Beim Hinzufügen gingen diese Server verloren.`,
    doNow: () => 'Die Station, die begonnen hat, fertig schreiben lassen oder die Karte ohne „--add“ neu schreiben.',
  },
  'card.rewritten': {
    what: ({ path }) =>
      `In der Bootstrap-Datei ${path} steht eine andere Nachricht als beim Herausnehmen: Sie wurde inzwischen geschrieben. Sie bleibt, wie sie ist.`,
    doNow: () => 'Den Vorgang fortsetzen, um sie trotzdem zu schreiben, oder die Karte so lassen.',
  },
  'card.contradicts': {
    what: ({ path }) => `Eine andere Nachricht auf dieser Karte widerspricht der geschriebenen: Datei ${path}.`,
    doNow: () => 'Die Karte vor dem Schreiben leeren oder eine andere nehmen.',
  },
  'card.taken': {
    what: ({ iccid, batch }) => `Karte ${identity.iccid(iccid)} gehört zu Auftrag ${batch}: Sie wurde nicht angerührt.`,
    doNow: () => 'Herausnehmen und eine Karte dieses Auftrags einlegen.',
  },
  'card.unnumbered': {
    what: ({ reader }) =>
      `Die Karte in ${reader} hat keine Nummer (ihre ICCID ist leer): Sie ist von keiner anderen zu unterscheiden.`,
    doNow: () =>
      'Sie einzeln von Hand schreiben. Für einen Auftrag, einen eigenen Schlüssel oder einen Vorgang, der weitergeht, eine Karte mit Nummer nehmen.',
  },
  'card.unsuitable': {
    what: (_, why) => stated('Diese Karte kann keine Bootstrap-Nachricht aufnehmen', why && `Es fehlt ${why}`),
    doNow: ({ remedy }) =>
      remedy === 'prepare'
        ? 'Die Karte vorbereiten, falls sie das erlaubt (F7 beim Ansehen, oder „bootstation card prepare“), oder eine andere nehmen.'
        : otherCard,
  },
  'card.needs-pin': {
    what: ({ path }) =>
      `Die Bootstrap-Datei ${path} ist nur mit PIN lesbar: Ein Gerät müsste seinen Benutzer danach fragen.`,
    doNow: () => 'Den Besitzer nach der PIN fragen und sie angeben.',
    goOn: 'Sie gilt für diesen Vorgang und wird nirgends behalten.',
  },
  'card.pin': {
    what: ({ state, attemptsLeft }) => {
      if (state === 'blocked') return 'Die PIN dieser Karte ist gesperrt.'
      if (state === 'unknown-tries')
        return 'Diese Karte sagt nicht, wie viele Versuche ihre PIN noch hat: Sie wurde nicht probiert.'
      return `${state === 'refused' ? 'Die Karte hat ihre PIN abgelehnt' : 'Die PIN der Karte wurde nicht probiert'}: ${tries(attemptsLeft)}.`
    },
    doNow: ({ state }) => {
      if (state === 'unknown-tries')
        return 'Ihr Besitzer schaltet die PIN in einem Telefon ab, oder eine andere Karte nehmen.'
      return state === 'blocked'
        ? 'Ihr Besitzer entsperrt sie mit der PUK in einem Telefon; die PUK hat der Herausgeber der Karte.'
        : `Ihr Besitzer gibt die richtige PIN einmal in einem Telefon ein: Dann sind alle Versuche wieder da.${state === 'few-tries' ? ' Danach hier eingeben.' : ''}`
    },
    goOn: 'Die Station probiert eine PIN nur, wenn nach einer Ablehnung zwei Versuche bleiben. Nichts wurde geschrieben.',
  },
  'card.cannot-prepare': {
    what: (facts) => preparation.cannot(facts),
    doNow: (facts) => preparation.issuer(facts),
    goOn: 'Fremde Inhalte der Karte wurden nicht verändert.',
  },
  'card.needs-secure-channel': {
    what: ({ path }) =>
      `Die Datei ${path} ist nur im gesicherten Kanal les- und schreibbar: Ohne ihre Leseschlüssel könnte nur ein Gerät sie lesen, das sie hat.`,
    doNow: () => 'Der Station eine Schlüsseldatei mit den SCP03-Schlüsseln dieser Karte geben oder eine andere nehmen.',
    goOn: 'Danach das Gerät noch einmal scannen.',
  },
  'card.too-small': {
    what: ({ needBytes, haveBytes }) => `Zu klein: braucht ${bytes(needBytes)}, hat ${number(haveBytes)}.`,
    doNow: ({ remedy, needBytes }) =>
      remedy === 'prepare'
        ? `Die Datei vergrößern (F7 beim Ansehen, oder „bootstation card prepare --size ${Math.ceil(needBytes / 256) * 256}“) oder eine andere Karte nehmen.`
        : otherCard,
  },
  'card.locked': {
    what: ({ attemptsLeft }) =>
      attemptsLeft === 0
        ? 'Der Kartenschlüssel ist gesperrt: Kein Versuch bleibt.'
        : `Der Kartenschlüssel wurde nicht probiert: ${tries(attemptsLeft)}.`,
    doNow: ({ attemptsLeft }) =>
      attemptsLeft === 0 || attemptsLeft === 1
        ? 'Diese Karte beiseitelegen.'
        : 'Diese Karte beiseitelegen. Wer die Aufsicht hat und sich des Schlüssels sicher ist, erlaubt einen Versuch.',
  },
  'card.key-refused': {
    what: ({ attemptsLeft }) => `Die Karte hat den Kartenschlüssel abgelehnt: ${tries(attemptsLeft)}.`,
  },
  'card.refused': {
    what: ({ command, sw }) => `Die Karte hat ${command} abgelehnt, Antwort ${sw}.`,
    doNow: () => 'Dieselbe Karte noch einmal einlegen und den Vorgang fortsetzen.',
    goOn: 'Lehnt sie wieder ab, eine andere Karte nehmen.',
  },
  'card.mismatch': {
    what: ({ offset }) => `Die Karte liest sich anders zurück als geschrieben, ab Byte ${number(offset)}.`,
  },
  'card.channel-refused': {
    what: ({ why, sw }) =>
      `Kein gesicherter Kanal zu dieser Karte: ${channelRefused[why]}${sw ? `, Antwort ${sw}` : ''}.`,
    doNow: () => 'Vor der nächsten Karte prüfen, ob die Leseschlüssel zu dieser gehören.',
    goOn: 'Die Station versucht es nicht von selbst wieder: Eine Karte kann ihre Schlüssel sperren.',
  },
  'card.channel-broken': {
    what: ({ why }) => `Der gesicherte Kanal zur Karte ist abgebrochen: ${channelBroken[why]}.`,
    doNow: () => 'Dieselbe Karte noch einmal einlegen und den Vorgang fortsetzen.',
    goOn: 'Geschieht es wieder, einen anderen Leser nehmen: Etwas dazwischen könnte verändern, was gesagt wird.',
  },
}
