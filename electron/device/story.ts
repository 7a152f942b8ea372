import type { CardReport } from '../../shared/card-report'
import type { Text } from '../../shared/text/text'
import { LEAST_TRIES } from '../card/tries'

type CardWords = Text['card']

type Mishaps = { readonly isCounting: boolean; readonly isSpared: boolean; readonly isSpent: boolean }

/**
 * A report in sentences: what a device would do and what can be done about it, what may be tried and what there is room
 * for, whom a device would obey, what else is on the card; how it is spoken to comes last, the rest is in the tree.
 */
export const storyOf = (report: CardReport, { isCounting, isSpared, isSpent }: Mishaps, words: CardWords): string[] => [
  words.is(report.iccid, words.kind[report.kind]),
  verdictWords(report, words),
  ...wayWords(report, words),
  ...keyWords(report.keys, !isCounting && !isSpared, words),
  ...(isCounting ? [words.counting] : []),
  ...(isSpared ? [words.spared] : []),
  ...report.bootstrap.flatMap((found) => fileWords(found, words)),
  ...(report.bootstrap.length > 1 ? [words.several(report.bootstrap.length)] : []),
  ...report.objects.filter(isElse).map(({ is, label, path }) => words.object(is, label, path)),
  words.applications(report.applications.map(({ name, label }) => words.labelled(name, label))),
  ...subscriberWords(report.subscriber, words),
  words.speaks(report.transport.protocols, report.transport.updateBytes),
  words.atr(report.transport.historical, report.transport.channels),
  ...(isSpent ? [words.spent] : []),
]

/** What a station does with such a card, or needs for it. */
function wayWords({ bootstrap, keys }: CardReport, words: CardWords): readonly string[] {
  const { way } = words
  const { triesLeft } = keys.adm1
  const ofDm = bootstrap.filter(({ use }) => use === 'dm')
  const isMissing = ofDm.length === 0
  return [
    ...(isMissing ? [way.prepare] : []),
    ...(ofDm.length > 1 ? [way.two] : []),
    ...(bootstrap.some(({ isTorn }) => isTorn) ? [way.torn] : []),
    ...(bootstrap.some(({ needs }) => needs === 'secure-channel') ? [way.secureChannel] : []),
    ...(bootstrap.some(({ needs }) => needs === 'pin') ? [way.pin] : []),
    ...(triesLeft !== null && triesLeft < LEAST_TRIES ? [way.fewTries(triesLeft)] : []),
  ]
}

function subscriberWords(
  { imsi, numbers, provider, notReadable }: CardReport['subscriber'],
  words: CardWords,
): readonly string[] {
  return [
    ...(imsi ? [words.imsi(imsi)] : []),
    ...(numbers.length > 0 ? [words.numbers(numbers)] : []),
    ...(provider ? [words.provider(provider)] : []),
    ...notReadable.map(({ what, without }) => words.notReadable(what, without)),
  ]
}

/** Bootstrap files have sentences of their own. */
const isElse = ({ oid }: CardReport['objects'][number]): boolean => !oid || !/^2\.23\.43\.(7\.1|5\.[123])$/.test(oid)

function fileWords(found: CardReport['bootstrap'][number], words: CardWords): readonly string[] {
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

function verdictWords({ rehearsal, bootstrap }: CardReport, words: CardWords): string {
  if (rehearsal.outcome === 'PASS') return words.passes
  const hasOnlyEmpty = bootstrap.length > 0 && bootstrap.every(({ format }) => format === 'empty')
  return hasOnlyEmpty ? words.nothingYet : words.fails(rehearsal.why ?? '')
}

/** Of a key that was not asked it is not said that the card does not tell; many cards have no PIN2 to ask. */
function keyWords({ pin1, pin2, adm1 }: CardReport['keys'], isAsked: boolean, words: CardWords): readonly string[] {
  const tries = (name: string, left: number | null): readonly string[] =>
    left === null && (!isAsked || name === 'PIN2') ? [] : [words.tries(name, left)]
  return [
    ...(pin1.isOff ? [words.off('PIN1')] : tries('PIN1', pin1.triesLeft)),
    ...tries('PIN2', pin2.triesLeft),
    ...tries('ADM1', adm1.triesLeft),
  ]
}
