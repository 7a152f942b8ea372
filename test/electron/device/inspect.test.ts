import { describe, expect, test } from 'vitest'
import { cardKinds, optionsOfKind } from '../../../electron/bench/kinds'
import { dodfEntry } from '../../../electron/card/pkcs15'
import { inspectCard } from '../../../electron/device/inspect'
import { linesOf } from '../../../electron/device/tree'
import { sha256 } from '../../../electron/hash'
import { fromHex } from '../../../shared/bytes'
import type { CardNode, CardReport } from '../../../shared/card-report'
import { CardReport as CardReportSchema } from '../../../shared/card-report'
import { createTestCard, type TestCard } from '../../support/card'
import { meetTestCard } from '../../support/met'
import { bytesOfVector } from '../../support/vectors'

const deps = { hash: sha256, now: () => 0 }
const inspect = async (card: TestCard): Promise<CardReport> => inspectCard(await meetTestCard(card), deps)
const allOf = (node: CardNode): readonly CardNode[] => [node, ...node.children.flatMap(allOf)]
const nodesOf = ({ tree }: CardReport): readonly CardNode[] => (tree ? allOf(tree) : [])

/** On that one not even the ICCID can be read: no session begins. */
const kinds = cardKinds.filter((kind) => kind !== 'hostile-6cxx')

describe('on every kind of card', () => {
  test.for(kinds)('%s: nothing is sent but what reads, and nothing changes', async (kind) => {
    const card = createTestCard(optionsOfKind(kind))
    const { tries, files } = card.dump()
    await inspect(card)
    // SELECT, READ BINARY, READ RECORD, GET RESPONSE, STATUS, MANAGE CHANNEL; VERIFY only without a key
    const allowed = /^..(A4|B0|B2|C0|F2|70)|^(00|A0)2000(01|81|0A)(00)?$/
    const log = card.dump().log.map(({ c }) => c)
    expect(log.filter((command) => !allowed.test(command))).toEqual([])
    // PIN1 is asked twice before another key is asked once
    const { pin1 = 0 } = tries
    expect(card.dump().tries).toEqual({ ...tries, pin1: kind === 'hostile-counting' ? pin1 - 2 : pin1 })
    expect(card.dump().files).toEqual(files)
    expect(log.length).toBeLessThan(kind === 'hostile-61xx' ? 1000 : 400)
  })

  test.for(kinds)('%s: the report is one that the contract allows', async (kind) => {
    const report = await inspect(createTestCard(optionsOfKind(kind)))
    expect(CardReportSchema.parse(report)).toEqual(report)
    expect(report.story.length).toBeGreaterThan(4)
    expect(report.story.join(' ')).not.toMatch(/undefined|\[object|NaN/)
  })

  test.for(kinds.filter((kind) => kind !== 'hostile-fcp' && kind !== 'hostile-61xx'))(
    '%s: who may read and change a file is what the card holds to',
    async (kind) => {
      const card = createTestCard(optionsOfKind(kind))
      const held = new Map(card.dump().files.map(({ path, access }) => [path.slice(-4), access]))
      const files = nodesOf(await inspect(card)).filter(({ access }) => access)
      expect(files.length).toBeGreaterThan(3)
      for (const { path, access } of files) {
        const { read = '', update = '' } = held.get(path.slice(-4)) ?? {}
        expect([path, plain(access?.read), plain(access?.update)]).toEqual([path, plain(read), plain(update)])
      }
    },
  )
})

/** The card's own words and ours for the same. */
const plain = (words = ''): string =>
  words
    .toLowerCase()
    .replace(/^anyone$/, 'always')
    .replace(/^nobody$/, 'never')
    .replace(/adm of level \d+/, 'adm1')
    .replace(/secure messaging|external authentication/, 'secure channel')
    .replace(/^a key without a reference$/, 'adm1')
    .replace(/^ownpin$/, 'pin2')

describe('what a card is', () => {
  test('a UICC', async () => {
    const report = await inspect(
      createTestCard({ iccid: '8999901000000000013', pin1State: 'disabled', alsoKeys: ['pin2'] }),
    )
    expect(report).toMatchObject({
      kind: 'uicc3g',
      iccid: '8999901000000000013',
      transport: { protocols: ['T=1'], readBytes: 4096, updateBytes: 4096 },
      subscriber: {
        imsi: '001010000000001',
        provider: 'Bench',
        numbers: [expect.stringMatching(/^\+\d+$/)],
        notReadable: [],
      },
      keys: { pin1: { isOff: true }, adm1: { triesLeft: 3 } },
      bootstrap: [{ path: '6421', use: 'dm', format: 'empty', access: { read: 'anyone', update: 'ADM1' } }],
      rehearsal: { outcome: 'FAIL' },
    })
    expect(report.applications.map(({ name }) => name)).toEqual(['PKCS#15', 'USIM'])
    expect(report.story).toContain('PIN1 is switched off: what it guards is open.')
  })

  test('a SIM, whose tries are told without a question', async () => {
    const card = createTestCard({ mode: 'sim', alsoKeys: ['pin2'], tries: { pin1: 2, pin2: 1, adm1: 3 } })
    const report = await inspect(card)
    expect(report).toMatchObject({
      kind: 'sim2g',
      transport: { protocols: ['T=0'], updateBytes: 255 },
      keys: { pin1: { triesLeft: 2, isOff: false }, pin2: { triesLeft: 1 }, adm1: { triesLeft: null } },
      subscriber: {
        notReadable: [
          { what: 'IMSI', without: 'PIN1' },
          { what: 'MSISDN', without: 'PIN1' },
        ],
      },
    })
    expect(nodesOf(report).map(({ name }) => name)).toEqual(expect.arrayContaining(['DF(GSM)', 'PKCS#15', 'EF(ODF)']))
  })

  test('a card of another application, object by object', async () => {
    const { objects, story } = await inspect(createTestCard(optionsOfKind('beside-foreign')))
    expect(objects).toEqual([
      { class: 'publicKeys', label: 'Issuer key', flags: [], path: '4402', is: 'public key' },
      {
        class: 'dataObjects',
        flags: [],
        oid: '1.2.840.114283.200.1.1',
        path: '4200',
        is: 'access rules for applications',
      },
      expect.objectContaining({ oid: '2.23.43.7.1', path: '6421', is: 'OMA DM bootstrap' }),
    ])
    expect(story).toContain('It holds public key “Issuer key” in 4402.')
  })

  test('a file that wants a PIN', async () => {
    const { bootstrap, rehearsal, story } = await inspect(createTestCard({ pkcs15: { read: 'pin1' } }))
    expect(bootstrap).toMatchObject([{ problem: 'not readable without PIN1', access: { read: 'PIN1' } }])
    expect(rehearsal.outcome).toBe('FAIL')
    expect(story).toContain('A device could not use 6421: not readable without PIN1.')
  })
})

describe('what a device would do', () => {
  test.for([
    ['dm1-bootstrap-opaque', 'dm1', 'PASS'],
    ['cp-w7', 'cp', 'PASS'],
    ['cp-operator', 'cp', 'FAIL'],
  ] as const)('with %s', async ([vector, format, outcome]) => {
    const content = bytesOfVector(vector)
    const card = createTestCard({ pkcs15: { content, bootstrapSizeBytes: 8192 } })
    const { bootstrap, rehearsal } = await inspect(card)
    expect(bootstrap).toMatchObject([{ format, bytes: content.length, sha256: sha256(content) }])
    expect(rehearsal.outcome).toBe(outcome)
  })

  test('with the file of Client Provisioning that its directory says it is', async () => {
    const path = fromHex('6421')
    const dodf = dodfEntry({ use: 'cp-config1', form: 'opaqueDO', label: 'Config1', isPrivate: false, path })
    const content = bytesOfVector('cp-w7')
    const report = await inspect(createTestCard({ pkcs15: { dodf, content } }))
    expect(report.bootstrap).toMatchObject([{ use: 'cp-config1', format: 'cp', bytes: content.length }])
    expect(report.objects).toMatchObject([{ oid: '2.23.43.5.2', label: 'Config1', is: 'Client Provisioning, Config1' }])
    expect(report.story).toContain('6421 is the file of Client Provisioning, Config1.')
  })

  test('with something that is no message', async () => {
    const { bootstrap, story } = await inspect(createTestCard({ pkcs15: { content: fromHex('0102030405') } }))
    expect(bootstrap[0]?.problem).toBeTruthy()
    expect(story.some((sentence) => sentence.startsWith('A device would not bootstrap from this card: '))).toBe(true)
  })
})

test('the tree is printed a step to the right for each directory', async () => {
  const { tree } = await inspect(createTestCard())
  const lines = tree ? linesOf(tree) : []
  expect(lines[0]).toBe('3F00 MF')
  expect(lines).toContain('  2FE2 EF(ICCID), 10 bytes, read: anyone, update: nobody')
  expect(lines).toContain('    6421 OMA DM Bootstrap, 4,096 bytes, empty, read: anyone, update: ADM1')
})
