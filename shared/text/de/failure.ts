import type { Sentence } from '../../registration/problem-kinds'
import { namedCommand } from '../command-name'
import { isReading } from '../en/reading'
import { stated } from '../reason'
import type { FailureWords } from '../text'
import { bytes, count, number } from './figures'
import { identity } from './identity'
import { intake } from './intake'
import { list } from './list'
import { preparation } from './preparation'
import { otherCard, resume, way } from './way'

const tries = (left: number | null): string => {
  if (left === null) return 'wie viele Versuche bleiben, ist unbekannt'
  return left === 0 ? 'kein Versuch bleibt' : count(left, 'Versuch bleibt', 'Versuche bleiben')
}

const said = (path: string, why: string | undefined) => [path, why].filter(Boolean).join(': ') || undefined

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

const pinStates = {
  refused: 'Der Token hat seine PIN abgelehnt.',
  'few-tries': 'Die PIN des Tokens wurde nicht probiert: Zuvor wurde eine falsche eingegeben.',
  'last-try': 'Die PIN des Tokens wurde nicht probiert: Nur ein Versuch bleibt.',
  locked: 'Die PIN des Tokens ist gesperrt.',
} as const

const receiptInvalid = {
  malformed: 'Das ist kein Beleg oder kein ganzer.',
  'other-key': 'Diesen Beleg hat eine andere Station signiert.',
  signature: 'Dieser Beleg wurde nach dem Signieren verändert oder nie von dieser Station signiert.',
  'other-device': 'Dieser Beleg gilt einem anderen Gerät.',
} as const

/** What to do now, by the name that a DM Server's problem carries. */
const sentences: Readonly<Record<Sentence, string>> = {
  wait: 'Nichts: Die Station fragt von selbst wieder.',
  'check-identity': 'Das Gerät noch einmal scannen. Kommt dasselbe heraus, ist das Etikett falsch.',
  'device-taken': 'Im Eingang (F9) unter „Konflikte“ entscheiden, oder mit „bootstation registration resolve“.',
  'order-more': 'Das Kontingent beim Betreiber des DM-Servers erhöhen lassen, dann den Vorgang fortsetzen.',
  'ask-server': 'Den Betreiber des DM-Servers fragen.',
  'tell-us': 'Das Protokoll exportieren und die Technik rufen.',
}
const sentence = (name: string | undefined): string | undefined =>
  Object.entries(sentences).find(([known]) => known === name)?.[1]

export const failure: FailureWords = {
  'reader.lost': { what: ({ reader }) => `${reader} antwortet nicht.` },
  'reader.busy': {
    what: ({ reader }) => `${reader} ist belegt: von einem anderen Programm oder einer Karte, die nicht antwortet.`,
    doNow: () => 'Das andere Programm beenden oder die Karte herausnehmen und wieder einlegen.',
    goOn: resume,
  },
  'reader.service-down': {
    what: (_, why) => stated('Der Chipkartendienst läuft nicht', why),
    doNow: () => 'Die Karten liegen lassen: Die Leser kommen von selbst zurück, sobald er läuft.',
    goOn: resume,
  },
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
    what: ({ iccid, batch }) => `Karte ${identity.iccid(iccid)} gehört zu Los ${batch}: Sie wurde nicht angerührt.`,
    doNow: () => 'Herausnehmen und eine Karte dieses Loses einlegen.',
  },
  'card.unsuitable': {
    what: (_, why) => stated('Diese Karte kann keine Bootstrap-Nachricht aufnehmen', why && `Es fehlt ${why}`),
    doNow: ({ remedy }) =>
      remedy === 'prepare'
        ? 'Die Karte mit „bootstation card prepare“ vorbereiten, falls sie das erlaubt, oder eine andere nehmen.'
        : otherCard,
  },
  'card.needs-pin': {
    what: ({ path }) =>
      `Die Bootstrap-Datei ${path} ist nur mit PIN lesbar: Ein Gerät müsste seinen Benutzer danach fragen.`,
    doNow: () =>
      'Den Besitzer nach der PIN fragen und sie angeben: hier oder mit --pin-prompt oder --pin-file. Eine abgeschaltete PIN wird nicht gebraucht.',
    goOn: 'Sie gilt für diesen Auftrag und wird nirgends behalten.',
  },
  'card.pin': {
    what: ({ state, attemptsLeft }) => {
      if (state === 'blocked') return 'Die PIN dieser Karte ist gesperrt.'
      return `${state === 'refused' ? 'Die Karte hat ihre PIN abgelehnt' : 'Die PIN der Karte wurde nicht probiert'}: ${tries(attemptsLeft)}.`
    },
    doNow: ({ state }) =>
      state === 'blocked'
        ? 'Ihr Besitzer entsperrt sie mit der PUK in einem Telefon; die PUK hat der Herausgeber der Karte.'
        : 'Ihr Besitzer gibt die richtige PIN einmal in einem Telefon ein: Dann sind alle Versuche wieder da.',
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
        ? `Die Datei mit „bootstation card prepare --size ${Math.ceil(needBytes / 256) * 256}“ vergrößern oder eine andere Karte nehmen.`
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
        : 'Diese Karte beiseitelegen. Wer die Aufsicht hat und sich des Schlüssels sicher ist, erlaubt es: --allow-last-tries ICCID --reason "…".',
  },
  'card.key-refused': {
    what: ({ attemptsLeft }) => `Die Karte hat den Kartenschlüssel abgelehnt: ${tries(attemptsLeft)}.`,
  },
  'key.stopped': {
    what: ({ refusals }) =>
      `Mit diesem Schlüsselsatz wird keine Karte mehr probiert: ${count(refusals, 'Karte hat', 'Karten haben')} seine Schlüssel abgelehnt.`,
    doNow: ({ keySet }) =>
      `Klären, zu welchen Karten die Schlüssel gehören. Dann gibt die Aufsicht sie frei: bootstation keys allow --key-set ${keySet} --reason "…".`,
    goOn: 'Bis dahin wird keine Karte angefasst.',
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
    doNow: () => 'Die Aufsicht bitten, sie einzugeben.',
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
  'bytes.malformed': {
    what: ({ offset }, why) => stated(`Die Bytes sind ab Byte ${number(offset)} nicht lesbar`, why),
  },
  'message.invalid': {
    what: ({ path, reason }, why) =>
      stated(`Die Nachricht ${isReading(reason) ? 'ist nicht lesbar' : 'lässt sich nicht bilden'}`, said(path, why)),
    doNow: ({ path, reason }) => {
      if (isReading(reason)) return way['export-log'].doNow
      if (path.startsWith('variables.')) return 'Einen passenden Wert angeben.'
      if (path === 'card.format') return 'Mit --format das nehmen, was auf der Karte steht, oder --add weglassen.'
      if (path.startsWith('devices.')) return 'Eine Vorlage nehmen, die für dieses Gerät ist.'
      return way['correct-template'].doNow
    },
  },
  'template.invalid': { what: ({ path }, why) => stated('Die Vorlage stimmt nicht', said(path, why)) },
  'file.unfit': {
    what: ({ path }, why) => stated(`In ${path} ist keine Bootstrap-Nachricht`, why),
    doNow: () => 'Eine Datei mit einer Bootstrap-Nachricht nennen oder mit dem Push einer solchen.',
    goOn: 'Nichts wurde geändert.',
  },
  'server.unreachable': { what: (_, why) => stated('Der DM-Server antwortet nicht', why) },
  'server.refused': {
    what: ({ status }, why) =>
      stated('Der DM-Server hat abgelehnt', `${why === undefined ? '' : `${why}, `}Antwort ${status}`),
    doNow: ({ retryable, sentence: name }) => sentence(name) ?? (retryable ? sentences.wait : sentences['ask-server']),
  },
  'server.unproven': {
    what: (_, why) => stated('Der DM-Server weist sich nicht aus', why),
    doNow: () => sentences['ask-server'],
  },
  'server.certificate': {
    what: ({ expiredAt }) => `Das Zertifikat dieser Station ist am ${expiredAt.slice(0, 10)} abgelaufen.`,
    doNow: () => 'Die Uhr der Station prüfen. Geht sie richtig, die Station neu anmelden: bootstation enrol.',
    goOn: 'Keine Karte wurde angefasst, nichts ist verloren: Was auf den DM-Server wartet, geht dann von selbst weiter.',
  },
  'disk.failed': { what: ({ path }, why) => stated(`Problem mit ${path}`, why) },
  'bundle.invalid': {
    what: ({ file }, why) =>
      stated('Das Bündel darf nicht benutzt werden', why === undefined ? file : `${file}, ${why}`),
  },
  'intake.held': {
    what: ({ why }) => `Darüber muss jemand entscheiden, der das darf. ${intake.why[why]}.`,
    doNow: () => 'Die Aufsicht holen: Es wartet im Eingang, F9.',
    goOn: 'Nichts wurde geschrieben, und der DM-Server weiß von nichts.',
  },
  'receipt.invalid': {
    what: ({ why }) => receiptInvalid[why],
    doNow: () => 'Mit dem Protokoll seines Vorgangs vergleichen und sich bis dahin nicht darauf verlassen.',
    goOn: 'Sonst hängt nichts davon ab.',
  },
  'print.failed': { what: (_, why) => stated('Das Drucken ist misslungen', why) },
  'target.refused': { what: ({ path }, why) => stated(`Auf ${path} wurde nichts abgelegt`, why) },
  'request.invalid': { what: (_, why) => stated('Nicht angenommen', why) },
  'request.superseded': {
    what: ({ iccid, job, device }) =>
      `Karte ${identity.iccid(iccid)} wurde inzwischen ${device ? `für ${identity.device(device)} geschrieben` : 'geleert'}, in Vorgang ${job}.`,
    doNow: () => 'Die Karte so lassen. „bootstation job resume“ mit --again führt den alten Vorgang trotzdem aus.',
    goOn: 'Nichts wurde geändert.',
  },
  'list.unfit': { what: (failure) => list.unfit(failure), doNow: () => list.correct, goOn: list.notTaken },
  'batch.failing': {
    what: ({ failures, among }) =>
      `Das Los hat sich selbst angehalten: ${number(failures)} der letzten ${number(among)} Karten waren schlecht.`,
    doNow: () => 'Diese Karten beiseitelegen, den Grund suchen und das Los dann wieder starten.',
    goOn: 'Bis dahin wird keine Karte begonnen.',
  },
  'batch.held': {
    what: ({ batch, pid }) => `Ein anderes Programm arbeitet an diesen Lesern für Los ${batch}: Prozess ${pid}.`,
    doNow: () => 'Dort weitermachen oder es zuerst beenden: ein Fenster an der Linie oder `batch run`.',
  },
  'batch.unsettled': {
    what: ({ batch, working, waiting }) =>
      `Los ${batch} ist nicht vollständig: ${count(working, 'Stück ist', 'Stück sind')} in Arbeit, ${count(waiting, 'wartet', 'warten')} auf den DM-Server oder eine Werksdatei.`,
    doNow: () => 'Die Karten in Arbeit wieder einlegen oder aussondern; auf den DM-Server warten.',
    goOn: 'Dann das Los noch einmal schließen.',
  },
  'job.cancelled': { what: () => 'Der Vorgang wurde angehalten, bevor er fertig war.' },
}
