// What is looked at on a card besides PKCS#15: the MF, and whose card it is.
import { hex } from '../../shared/bytes'
import type { CardNode, CardReport } from '../../shared/card-report'
import { imsiOf, numberOf, providerOf } from '../../shared/identity/subscriber'
import { en } from '../../shared/text/en'
import type { Text } from '../../shared/text/text'
import { selectAid, selectFid, selectPath } from '../card/commands'
import type { CardKind } from '../card/kind'
import { type Application, readDirRecord } from '../card/pkcs15'
import type { Seen, Survey } from '../card/survey'
import { leadingTlvs, readable, tlv } from '../card/tlv'
import { keyNamed, nodeOf } from './tree'
import { whoMay } from './who'

type CardWords = Text['card']
const fid = (id: number): Uint8Array => Uint8Array.of(id >> 8, id & 0xff)

/** ETSI TS 102 221, 13.1 to 13.4, and ISO/IEC 7816-4, 12.2.1. */
const EF_DIR = 0x2f00
const filesOfMf = [
  [EF_DIR, 'EF(DIR)', 'content'],
  [0x2f01, 'EF(ATR)', 'outside'],
  [0x2f05, 'EF(PL)', 'outside'],
  [0x2f06, 'EF(ARR)', 'outside'],
  [0x2fe2, 'EF(ICCID)', 'outside'],
] as const

export type Mf = {
  readonly node: CardNode
  readonly applications: readonly Application[]
  readonly isPin1Off: boolean
}

export async function lookAtMf(survey: Survey, words: CardWords): Promise<Mf | undefined> {
  const mf = await survey.enter('3F00', selectFid(0x3f00))
  if (!mf) return undefined
  const nodes: CardNode[] = []
  let applications: readonly Application[] = []
  for (const [id, name, into] of filesOfMf) {
    const seen = await mf.look(fid(id), into)
    if (!seen) continue
    if (id === EF_DIR) applications = applicationsIn(seen)
    nodes.push(nodeOf(name, seen, words, () => words.content.applications(applications.length)))
  }
  const isPin1Off = mf.fcp.pins.some(({ reference, isEnabled }) => reference === 0x01 && !isEnabled)
  return { node: nodeOf('MF', mf, words, undefined, nodes), applications, isPin1Off }
}

/** In records, or one after the other in a transparent file; what does not read is nobody's. */
function applicationsIn({ fcp, content }: Seen): readonly Application[] {
  if (content.is !== 'read') return []
  const templates =
    fcp.structure === 'transparent'
      ? content.parts.flatMap((part) => leadingTlvs(part).map(({ tag, value }) => tlv(tag, value)))
      : content.parts
  return templates.flatMap((template) => readable(() => readDirRecord(template)) ?? [])
}

export const applicationName = (aid: string): string =>
  Object.entries(en.card.application).find(([prefix]) => aid.startsWith(prefix))?.[1] ?? aid

type Subscriber = CardReport['subscriber']
type Found = { readonly subscriber: Subscriber; readonly nodes: readonly CardNode[] }

/** 3GPP TS 31.102, 4.2, and TS 51.011, 10.3 and 10.5. */
const EF_IMSI = [0x6f07, 'EF(IMSI)', 'IMSI'] as const
const EF_SPN = [0x6f46, 'EF(SPN)', 'SPN'] as const
const EF_MSISDN = [0x6f40, 'EF(MSISDN)', 'MSISDN'] as const
type Place = readonly [name: string, path: string, command: Parameters<Survey['enter']>[1], files: readonly File[]]
type File = typeof EF_IMSI | typeof EF_SPN | typeof EF_MSISDN

/** Of a UICC the USIM, of a SIM the directories of GSM and telecom. `inside` is done once, where PIN2 belongs. */
export async function lookAtSubscriber(
  survey: Survey,
  kind: CardKind,
  applications: readonly Application[],
  words: CardWords,
  inside: () => Promise<void>,
): Promise<Found> {
  const usim = applications.find(({ aid }) => applicationName(hex(aid)) === 'USIM')?.aid
  const places: readonly Place[] =
    kind === 'uicc3g' && usim
      ? [['ADF(USIM)', hex(usim), selectAid(usim), [EF_IMSI, EF_SPN, EF_MSISDN]]]
      : [
          ['DF(GSM)', '3F00/7F20', selectPath('MF', fid(0x7f20)), [EF_IMSI, EF_SPN]],
          ['DF(TELECOM)', '3F00/7F10', selectPath('MF', fid(0x7f10)), [EF_MSISDN]],
          ['DF(CDMA)', '3F00/7F25', selectPath('MF', fid(0x7f25)), []],
        ]
  const nodes: CardNode[] = []
  const seen: { what: File[2]; file: Seen }[] = []
  for (const [name, path, command, files] of places) {
    const directory = await survey.enter(path, command)
    if (!directory) continue
    if (nodes.length === 0) await inside()
    const below: CardNode[] = []
    for (const [id, fileName, what] of files) {
      const file = await directory.look(fid(id), 'content')
      if (!file) continue
      seen.push({ what, file })
      below.push(nodeOf(fileName, file, words, (parts) => words.content.text(textIn(what, parts))))
    }
    nodes.push(nodeOf(name, directory, words, undefined, below))
  }
  return { nodes, subscriber: subscriberIn(seen, words) }
}

const textIn = (what: File[2], parts: readonly Uint8Array[]): string =>
  parts.flatMap((part) => readers[what](part) ?? []).join(', ')

const readers = { IMSI: imsiOf, SPN: providerOf, MSISDN: numberOf } as const

function subscriberIn(seen: readonly { what: File[2]; file: Seen }[], words: CardWords): Subscriber {
  const partsOf = (what: File[2]) =>
    seen.flatMap(({ what: other, file }) => (other === what && file.content.is === 'read' ? file.content.parts : []))
  const [imsi] = partsOf('IMSI').flatMap((bytes) => imsiOf(bytes) ?? [])
  const [provider] = partsOf('SPN').flatMap((bytes) => providerOf(bytes) ?? [])
  const notReadable = seen.flatMap(({ what, file: { content, access } }) =>
    content.is === 'refused' && content.sw === 0x6982
      ? [{ what, without: keyNamed(whoMay(access, 'read', words.who), words) }]
      : [],
  )
  return {
    numbers: partsOf('MSISDN').flatMap((record) => numberOf(record) ?? []),
    notReadable,
    ...(imsi && { imsi }),
    ...(provider && { provider }),
  }
}
