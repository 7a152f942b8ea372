import { describe, expect, test } from 'vitest'
import { type CardKind, optionsOfKind } from '../../../electron/bench/kinds'
import { verifyBootstrap } from '../../../electron/card/bootstrap'
import { fetching } from '../../../electron/card/channel'
import { planFor, prepareCard } from '../../../electron/card/prepare'
import { readAsDevice } from '../../../electron/device/card'
import { fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { Preparation, type PreparationStep } from '../../../shared/preparation'
import type { TestCard } from '../../support/card'
import { noPins } from '../../support/card-key'
import { asDevice, cardWith, failureOf, messageOf, sentSince, sessionOn, write, writeTo } from '../../support/writing'

const cardOfKind = (kind: CardKind, more: Parameters<typeof cardWith>[0] = {}) =>
  cardWith({ ...optionsOfKind(kind), ...more })

async function prepare(card: TestCard, wish: Partial<Preparation> = {}): Promise<readonly PreparationStep[]> {
  card.reset()
  try {
    return await prepareCard(await sessionOn(card), Preparation.parse(wish), writeTo())
  } finally {
    card.reset()
  }
}

const changesSince = (card: TestCard, before: number) =>
  sentSince(card, before).filter((command) => /^[08]0(20....08|D6|DC|E0|D4)/.test(command))

describe('a card without the PKCS#15 application', () => {
  test('is made one that a device finds an empty bootstrap file on', async () => {
    const card = cardOfKind('blank')
    const steps = await prepare(card)
    expect(steps.map(({ does, file }) => `${does} ${file}`)).toEqual([
      'create DF(PKCS15)',
      'create EF(DM_Bootstrap)',
      'create EF(DODF-bootstrap)',
      'enter EF(DODF-bootstrap)',
      'create EF(TokenInfo)',
      'enter EF(TokenInfo)',
      'create EF(ODF)',
      'enter EF(ODF)',
      'list EF(DIR)',
    ])
    verifyBootstrap(await asDevice(card), new Uint8Array())
    expect((await asDevice(card)).length).toBe(4096)
    expect(card.file('5031')).toMatch(/^A706300404026420(FF)+$/)
    expect(card.file('6420')).toMatch(
      /^302730150C104F4D4120444D20426F6F74737472617003010030060604672B0701A106300404026421/,
    )
    expect(card.file('3F00/2F00')).toContain('611C4F0CA000000063504B43532D313550064F4D4120444D51043F007F50')
    await write(card, messageOf(1, 700))
    verifyBootstrap(await asDevice(card), messageOf(1, 700))
  })

  test('takes the rule of an existing EF.ARR record: everybody reads, ADM1 updates and resizes', async () => {
    const card = cardOfKind('blank')
    await prepare(card)
    const created = sentSince(card, 0).filter((command) => command.startsWith('00E0'))
    expect(created[0]).toContain('8B032F060C')
    expect(created.slice(1).every((command) => command.includes('8B032F0601'))).toBe(true)
  })

  test('has its directory made without a name where the card takes none, and is found by its path', async () => {
    const card = cardOfKind('blank')
    const nameless = fetching({
      transmit: (command) =>
        hex(command).startsWith('00E0') && hex(command).includes('840CA0')
          ? Promise.resolve(fromHex('6A80'))
          : card.transmit(command),
    })
    card.reset()
    await prepareCard({ ...(await sessionOn(card)), channel: nameless }, Preparation.parse({}), writeTo())
    card.reset()
    expect(await readAsDevice(fetching(card))).toMatchObject([{ path: '6421' }])
    await write(card, messageOf(1, 700))
    verifyBootstrap(await asDevice(card), messageOf(1, 700))
  })

  test('has its directory made without PINs where the card wants none, and need not say 6A82 of what it has not', async () => {
    const card = cardOfKind('blank')
    const choosy = fetching({
      transmit: async (command) => {
        if (/^00E0.*7821.*C6/.test(hex(command))) return fromHex('6A80')
        const answer = await card.transmit(command)
        return command[2] === 0x04 && hex(answer) === '6A82' ? fromHex('6A88') : answer
      },
    })
    card.reset()
    await prepareCard({ ...(await sessionOn(card)), channel: choosy }, Preparation.parse({}), writeTo())
    card.reset()
    expect(await readAsDevice(fetching(card))).toMatchObject([{ path: '6421' }])
    expect(sentSince(card, 0).find((command) => /^00E0.*7821/.test(command))).toContain('840CA000000063504B43532D3135')
  })

  test('is given the rule spelled out where no record says it', async () => {
    const card = cardOfKind('blank', { mode: 'uicc' })
    const noRules = fetching({
      transmit: async (command) => {
        const answer = await card.transmit(command)
        const isRule = hex(command).startsWith('00B2') && hex(answer).startsWith('8001')
        return isRule && !hex(answer).startsWith('80011F') ? fromHex(`${'FF'.repeat(36)}9000`) : answer
      },
    })
    card.reset()
    await prepareCard({ ...(await sessionOn(card)), channel: noRules }, Preparation.parse({}), writeTo()).catch(
      () => undefined,
    )
    const created = sentSince(card, 0).filter((command) => command.startsWith('00E0'))
    expect(created.slice(1).every((command) => !command.includes('8B03'))).toBe(true)
  })

  test('has a file of the size, the form and the readers that were asked for', async () => {
    const card = cardOfKind('blank', { pin1State: 'disabled' })
    await prepare(card, { sizeBytes: 1500, form: 'oidDO', read: 'pin1' })
    const [file] = await readAsDevice(fetching(card))
    expect(file).toMatchObject({ form: 'oidDO', sizeBytes: 1500 })
    expect(sentSince(card, 0).find((command) => command.startsWith('00E0') && command.includes('83026421'))).toContain(
      '8B032F0604',
    )
    expect(await write(card, messageOf(1, 700))).toMatchObject({ findings: ['private'] })
  })

  test('has as much room as its message needs, and keeps what is large enough', async () => {
    const small = cardOfKind('small')
    expect(await prepare(small, { leastBytes: 700 })).toMatchObject([
      { does: 'enlarge', path: '6421', fromBytes: 128, toBytes: 768 },
    ])
    expect(await prepare(small, { leastBytes: 700 })).toEqual([])
    expect(await prepare(cardOfKind('usim'), { leastBytes: 4000 })).toEqual([])
    const blank = cardOfKind('blank')
    await prepare(blank, { leastBytes: 700 })
    expect(blank.file('6421')).toHaveLength(8192)
  })

  test('has a file that only PIN1 reads made without reading it, and is prepared again by reading only', async () => {
    const card = cardOfKind('blank')
    expect(await prepare(card, { read: 'pin1' })).toHaveLength(9)
    expect(card.file('6421')).toMatch(/^(FF){4096}$/)
    const before = card.dump().log.length
    expect(await prepare(card, { read: 'pin1' })).toEqual([])
    expect(changesSince(card, before)).toEqual([])
  })

  test('has the file that only PIN1 reads used that a torn preparation left', async () => {
    const card = cardOfKind('blank')
    card.reset()
    const session = await sessionOn(card)
    const leaving = fetching({
      transmit: (command) =>
        hex(command).includes('83026420')
          ? Promise.reject(new Failed({ code: 'card.removed', reader: 'Test 01' }))
          : card.transmit(command),
    })
    await failureOf(
      prepareCard({ ...session, channel: leaving }, Preparation.parse({ read: 'pin1', sizeBytes: 300 }), writeTo()),
    )
    expect(card.file('6421')).toMatch(/^(FF){300}$/)
    const steps = await prepare(card, { read: 'pin1', sizeBytes: 400 })
    expect(steps.filter(({ file }) => file === 'EF(DM_Bootstrap)')).toMatchObject([
      { does: 'clear', path: '6421' },
      { does: 'enlarge', path: '6421', fromBytes: 300, toBytes: 400 },
    ])
    expect(card.file('6421')).toMatch(/^(FF){400}$/)
  })

  test('gets the files of Client Provisioning too, in a directory of their own', async () => {
    const card = cardOfKind('blank')
    await prepare(card, { cp: true, sizeBytes: 1024 })
    const files = await readAsDevice(fetching(card))
    expect(files.map(({ use, path }) => [use, path])).toEqual([
      ['dm', '6421'],
      ['cp-bootstrap', '6441'],
      ['cp-config1', '6442'],
      ['cp-config2', '6443'],
    ])
    expect(card.file('5031')).toMatch(/^A706300404026420A706300404026440(FF)+$/)
  })
})

describe('a card that is prepared', () => {
  test.for(['usim', 'oid-do', 'other-files', 'beside-foreign', 'torn', 'dir-transparent'] as const)(
    '%s is only read',
    async (kind) => {
      const card = cardOfKind(kind)
      expect(await prepare(card)).toEqual([])
      expect(changesSince(card, 0)).toEqual([])
    },
  )

  test('is prepared again by reading only', async () => {
    const card = cardOfKind('blank')
    await prepare(card, { cp: true })
    const before = card.dump().log.length
    expect(await prepare(card, { cp: true })).toEqual([])
    expect(changesSince(card, before)).toEqual([])
  })

  test('has its bootstrap file enlarged with what is in it', async () => {
    const card = cardOfKind('small')
    await write(card, messageOf(1, 100))
    expect(await failureOf(write(card, messageOf(2, 300)))).toMatchObject({ code: 'card.too-small', remedy: 'prepare' })
    expect(await prepare(card, { sizeBytes: 400 })).toMatchObject([{ does: 'enlarge', fromBytes: 128, toBytes: 400 }])
    verifyBootstrap(await asDevice(card), messageOf(1, 100))
    await write(card, messageOf(2, 300))
    verifyBootstrap(await asDevice(card), messageOf(2, 300))
  })
})

describe('a card with the application of somebody else', () => {
  test('keeps their entries byte for byte, and ours comes behind them', async () => {
    const card = cardOfKind('foreign')
    const theirs = card.dump().files.filter(({ path }) => /5207|4200|4300|4401|5032$/.test(path))
    const odf = card.file('5031')
    const dir = card.file('3F00/2F00')
    await prepare(card)
    expect(card.file('5031').startsWith(`${odf.replace(/(FF)+$/, '')}A706300404026420`)).toBe(true)
    for (const { path, hex: before } of theirs) expect(card.file(path)).toBe(before)
    expect(card.file('3F00/2F00')).toBe(dir)
    await write(card, messageOf(1, 700))
    verifyBootstrap(await asDevice(card), messageOf(1, 700))
  })

  test('whose EF(ODF) is too small has it enlarged', async () => {
    const card = cardOfKind('foreign')
    await shrink(card, 0x5031, 20)
    expect((await prepare(card)).filter(({ file }) => file === 'EF(ODF)')).toMatchObject([
      { does: 'enlarge', fromBytes: 20, toBytes: 24 },
      { does: 'enter' },
    ])
    verifyBootstrap(await asDevice(card), new Uint8Array())
  })
})

describe('a card with files that nothing points to yet', () => {
  test('has its entries written, and nothing made', async () => {
    const card = cardOfKind('unlisted')
    expect((await prepare(card)).map(({ does, file }) => `${does} ${file}`)).toEqual([
      'enter EF(DODF-bootstrap)',
      'enter EF(ODF)',
    ])
    verifyBootstrap(await asDevice(card), new Uint8Array())
  })
})

describe('a plan', () => {
  test('tells the steps and changes nothing', async () => {
    const card = cardOfKind('blank')
    const steps = await planFor(await sessionOn(card), Preparation.parse({ sizeBytes: 2048 }), noPins)
    expect(steps).toHaveLength(9)
    expect(changesSince(card, 0)).toEqual([])
    expect(await prepare(card, { sizeBytes: 2048 })).toEqual(steps)
  })
})

describe('a card that cannot be prepared', () => {
  test.for([
    ['full', { lack: 'memory', haveBytes: 8 }],
    ['no-102-222', { lack: 'create' }],
    ['two-entries', { lack: 'choice' }],
  ] as const)('%s is told so before anything is changed', async ([kind, facts]) => {
    const card = cardOfKind(kind)
    const before = card.dump().files
    expect(await failureOf(prepare(card))).toMatchObject({ code: 'card.cannot-prepare', ...facts })
    expect(card.dump().files).toEqual(before)
  })

  test('has a file that everybody reads, and a PIN was asked for', async () => {
    const card = cardOfKind('usim')
    expect(await failureOf(prepare(card, { read: 'pin1' }))).toMatchObject({
      code: 'card.cannot-prepare',
      lack: 'rule',
    })
    expect(changesSince(card, 0)).toEqual([])
  })

  test('has no free record in EF(DIR)', async () => {
    const card = cardWith({ pkcs15: false })
    expect(await failureOf(prepare(card))).toMatchObject({ code: 'card.cannot-prepare', lack: 'record' })
    expect(changesSince(card, 0)).toEqual([])
  })

  test('is not tried with a key that has too few tries left', async () => {
    const card = cardOfKind('blank', { tries: { adm1: 2 } })
    expect(await failureOf(prepare(card))).toEqual({ code: 'card.locked', attemptsLeft: 2 })
    expect(changesSince(card, 0)).toEqual([])
  })
})

/** The bench's own hand. */
async function shrink(card: TestCard, fid: number, sizeBytes: number): Promise<void> {
  const command = `80D400000A620883${'02'}${fid.toString(16)}8002${sizeBytes.toString(16).padStart(4, '0')}`
  for (const one of ['00A40004023F00', '00A40004027F50', `0020000A08${'3132333435363738'}`, command])
    expect(hex(await card.transmit(fromHex(one)))).toMatch(/(9000|61..)$/)
  card.reset()
}
