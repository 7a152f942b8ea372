import type { CardReport } from '../../../shared/card-report'
import { parseDevice } from '../../../shared/identity/device'
import type { ReaderState } from '../../../shared/station-state'
import { textOf } from '../../../shared/text/languages'
import { hashAt } from './numbers'

const asked = typeof location === 'undefined' ? '' : location.search
/** As the page will speak, which makes its words only once it knows its language. */
const words = textOf(new URLSearchParams(asked).get('language') ?? 'en').card
const readable = { read: words.who.anyone, update: 'ADM1' }
const adf = 'A0000000871002FFFFFFFF8907090000'

const empty: CardReport['bootstrap'][number] = {
  path: '6421',
  use: 'dm',
  form: 'opaqueDO',
  bytes: 0,
  sizeBytes: 4096,
  format: 'empty',
  servers: [],
  access: readable,
}

const report = (iccid: string): CardReport => ({
  atr: '3B9D9581B1FE451FC78031E073FE215B6542656E6368DA',
  kind: 'uicc3g',
  iccid,
  transport: {
    protocols: ['T=1'],
    historical: '8031E073FE215B6542656E6368',
    channels: 4,
    readBytes: 4096,
    updateBytes: 4096,
  },
  subscriber: {
    numbers: [],
    provider: 'Nordwind',
    notReadable: [
      { what: 'IMSI', without: 'PIN1' },
      { what: 'MSISDN', without: 'PIN1' },
    ],
  },
  applications: [
    { aid: 'A000000063504B43532D3135', name: 'PKCS#15', label: 'OMA DM', path: '3F007F50' },
    { aid: adf, name: 'USIM', label: 'USIM' },
  ],
  objects: [
    {
      class: 'dataObjects',
      label: 'OMA DM Bootstrap',
      flags: [],
      oid: '2.23.43.7.1',
      path: '6421',
      is: 'OMA DM bootstrap',
    },
  ],
  keys: { adm1: { triesLeft: 3 }, pin1: { triesLeft: 3, isOff: false }, pin2: { triesLeft: null } },
  bootstrap: [empty],
  rehearsal: { outcome: 'FAIL', why: 'empty' },
  tree: tree(),
  story: [],
})

/** As a bench's card tells it: an empty one, and from reader 3 on one that came back for another device. */
export function reportOn(reader: ReaderState): CardReport {
  const told = reportAt(reader)
  return { ...told, story: [words.is(told.iccid ?? '', words.kind.uicc3g), ...sentencesOn(told)] }
}

const sentencesOn = ({ bootstrap: [file = empty], transport }: CardReport): readonly string[] => [
  file.bytes > 0 ? words.passes : words.nothingYet,
  words.tries('ADM1', 3),
  words.tries('PIN1', 3),
  file.bytes > 0
    ? words.holds(file.path, file.bytes, file.sizeBytes, words.format[file.format])
    : words.empty(file.path, file.sizeBytes),
  ...file.servers.map(({ serverId, url }) => words.trusts(serverId, url)),
  words.access(file.path, words.who.anyone, 'ADM1'),
  words.provider('Nordwind'),
  words.notReadable('IMSI', 'PIN1'),
  words.speaks(transport.protocols, transport.updateBytes),
  words.atr(transport.historical, transport.channels),
]

const reportAt = ({ number, iccid = '' }: ReaderState): CardReport =>
  number < 3
    ? report(iccid)
    : {
        ...report(iccid),
        bootstrap: [
          {
            ...empty,
            bytes: 398,
            format: 'dm1',
            sha256: hashAt(5),
            device: parseDevice('imei:490154203237518'),
            servers: [
              { serverId: 'dm.altmark.example', url: 'https://dm.altmark.example/dm', name: 'Altmark Telecom' },
            ],
          },
        ],
        rehearsal: { outcome: 'PASS' },
      }

type Node = NonNullable<CardReport['tree']>

const nodeAt = (path: string, name: string, change: Partial<Node> = {}): Node => ({
  path,
  name,
  structure: 'directory',
  sizeBytes: 0,
  records: 0,
  recordBytes: 0,
  lifeCycle: 'activated',
  content: '',
  children: [],
  ...change,
})

const file = (path: string, name: string, sizeBytes: number, content = ''): Node =>
  nodeAt(path, name, { structure: 'transparent', sizeBytes, content, access: readable })

function tree(): Node {
  const records = { structure: 'linear-fixed', sizeBytes: 76, records: 2, recordBytes: 38, access: readable } as const
  const usim = [
    nodeAt(`${adf}/6F07`, 'EF(IMSI)', {
      structure: 'transparent',
      sizeBytes: 9,
      access: { read: 'PIN1', update: 'ADM1' },
    }),
    file(`${adf}/6F46`, 'EF(SPN)', 17, '“Nordwind”'),
  ]
  const pkcs15 = [
    file('3F00/7F50/5031', 'EF(ODF)', 32),
    file('3F00/7F50/5032', 'EF(TokenInfo)', 32),
    file('3F00/7F50/6420', 'EF(DODF)', 128),
    file('3F00/7F50/6421', 'OMA DM Bootstrap', 4096),
  ]
  return nodeAt('3F00', 'MF', {
    children: [
      nodeAt('3F00/2F00', 'EF(DIR)', records),
      file('3F00/2FE2', 'EF(ICCID)', 10),
      nodeAt(adf, 'ADF(USIM)', { children: usim }),
      nodeAt('3F00/7F50', 'PKCS#15', { children: pkcs15 }),
    ],
  })
}
