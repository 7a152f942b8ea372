import type { CardReport } from '../../shared/contract'
import { en } from '../../shared/text/en'

const words = en.card

type Mishaps = { readonly isCounting: boolean; readonly isSpent: boolean }

/** A report in sentences: what the card is, whose, what is on it, whom a device would obey, what may be tried. */
export const storyOf = (report: CardReport, { isCounting, isSpent }: Mishaps): string[] => [
  words.is(report.iccid ?? '', words.kind[report.kind]),
  words.speaks(report.transport.protocols, report.transport.updateBytes),
  words.atr(report.transport.historical, report.transport.channels),
  ...subscriberWords(report.subscriber),
  words.applications(report.applications.map(({ name, label }) => words.labelled(name, label))),
  ...report.objects.filter(isElse).map(({ is, label, path }) => words.object(is, label, path)),
  ...report.bootstrap.flatMap(fileWords),
  ...(report.bootstrap.length > 1 ? [words.several(report.bootstrap.length)] : []),
  verdictWords(report),
  ...keyWords(report.keys),
  ...(isCounting ? [words.counting] : []),
  ...(isSpent ? [words.spent] : []),
]

function subscriberWords({ imsi, numbers, provider, notReadable }: CardReport['subscriber']): readonly string[] {
  return [
    ...(imsi ? [words.imsi(imsi)] : []),
    ...(numbers.length > 0 ? [words.numbers(numbers)] : []),
    ...(provider ? [words.provider(provider)] : []),
    ...notReadable.map(({ what, without }) => words.notReadable(what, without)),
  ]
}

/** Bootstrap files have sentences of their own. */
const isElse = ({ oid }: CardReport['objects'][number]): boolean => !oid || !/^2\.23\.43\.(7\.1|5\.[123])$/.test(oid)

function fileWords(found: CardReport['bootstrap'][number]): readonly string[] {
  const { path, use, bytes, sizeBytes, format, servers, problem, access } = found
  return [
    ...(use === 'dm' ? [] : [words.isFor(path, words.use[use])]),
    ...(format === 'empty' ? [words.empty(path, sizeBytes)] : []),
    ...(bytes > 0 ? [words.holds(path, bytes, sizeBytes, words.format[format])] : []),
    ...(access ? [words.access(path, access.read, access.update)] : []),
    ...servers.map(({ serverId, url }) => words.trusts(serverId, url)),
    ...(problem ? [words.unusable(path, problem)] : []),
  ]
}

function verdictWords({ rehearsal, bootstrap }: CardReport): string {
  if (rehearsal.outcome === 'PASS') return words.passes
  const hasOnlyEmpty = bootstrap.length > 0 && bootstrap.every(({ format }) => format === 'empty')
  return hasOnlyEmpty ? words.nothingYet : words.fails(rehearsal.why ?? '')
}

const keyWords = ({ pin1, pin2, adm1 }: CardReport['keys']): readonly string[] => [
  pin1.isOff ? words.off('PIN1') : words.tries('PIN1', pin1.triesLeft),
  ...(pin2.triesLeft === null ? [] : [words.tries('PIN2', pin2.triesLeft)]),
  words.tries('ADM1', adm1.triesLeft),
]
