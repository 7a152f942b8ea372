import type { Sentence } from '../../registration/problem-kinds'
import { isReading } from '../en/reading'
import { stated } from '../reason'
import type { FailureWords } from '../text'
import { cardFailure } from './card-failure'
import { count, number } from './figures'
import { identity } from './identity'
import { intake } from './intake'
import { keyFailure } from './key-failure'
import { list } from './list'
import { resume, way } from './way'

const said = (path: string, why: string | undefined) => [path, why].filter(Boolean).join(': ') || undefined

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
  ...cardFailure,
  ...keyFailure,
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
      `Der Auftrag hat sich selbst angehalten: ${number(failures)} der letzten ${number(among)} Karten waren schlecht.`,
    doNow: () => 'Diese Karten beiseitelegen, den Grund suchen und den Auftrag dann wieder starten.',
    goOn: 'Bis dahin wird keine Karte begonnen.',
  },
  'batch.held': {
    what: ({ batch, pid }) => `Ein anderes Programm arbeitet an diesen Lesern für Auftrag ${batch}: Prozess ${pid}.`,
    doNow: () => 'Dort weitermachen oder es zuerst beenden: ein Fenster an der Linie oder `batch run`.',
  },
  'batch.unsettled': {
    what: ({ batch, working, waiting }) =>
      `Auftrag ${batch} ist nicht vollständig: ${count(working, 'Stück ist', 'Stück sind')} in Arbeit, ${count(waiting, 'wartet', 'warten')} auf den DM-Server oder eine Werksdatei.`,
    doNow: () => 'Die Karten in Arbeit wieder einlegen oder aussondern; auf den DM-Server warten.',
    goOn: 'Dann den Auftrag noch einmal schließen.',
  },
  'job.cancelled': { what: () => 'Der Vorgang wurde angehalten, bevor er fertig war.' },
}
