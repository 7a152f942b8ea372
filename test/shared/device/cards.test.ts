import { describe, expect, test } from 'vitest'
import type { DeviceMemory } from '../../../shared/device/memory'
import type { CardReading } from '../../../shared/device/readings'
import { secret } from '../../../shared/secret'
import {
  accountOf,
  bytesFor,
  cardWith,
  contextOf,
  messageOf,
  runDevice,
  served,
  serversOf,
  sessionsOf,
  switchedOn,
  toldBy,
  type World,
} from '../../support/device'

const blank = new Uint8Array(16).fill(0xff)
const card = (...ids: readonly string[]): CardReading => cardWith(messageOf(ids.map((id) => accountOf(id))))
const other = (reading: CardReading): CardReading =>
  reading.is === 'read' ? { ...reading, iccid: '8949000000000000025' } : reading

/** What a device is after each switch-on with one of these worlds. */
function inTurn(...worlds: readonly World[]) {
  const runs: ReturnType<typeof switchedOn>[] = []
  for (const world of worlds) runs.push(switchedOn(world, runs.at(-1)?.device.memory))
  return runs
}

const told = { is: 'session-ended', isGood: true } as const
const memoryAfter = (reading: CardReading): DeviceMemory => {
  const ran = switchedOn({ card: reading })
  return runDevice(ran.device, {}, contextOf(), ...sessionsOf(ran).map((serverId) => ({ ...told, serverId }))).device
    .memory
}

describe('a card from one switch-on to the next', () => {
  test('the same again changes nothing, not even what a server changed since', () => {
    const memory = memoryAfter(card('a', 'b'))
    const changed = secret(
      memory.objects.reveal().map((stored) => ({ ...stored, tree: new Map([...stored.tree, ['Name', 'changed']]) })),
    )
    const ran = switchedOn({ card: card('a', 'b') }, { ...memory, objects: changed })
    expect(sessionsOf(ran)).toEqual([])
    expect(ran.device.memory.objects.reveal()).toEqual(changed.reveal())
    expect(toldBy(ran)).toEqual(['smartcard: account for a, b'])
  })

  test('an account that its server deleted is not brought back by the same card', () => {
    const memory = memoryAfter(card('a', 'b'))
    const left = secret(memory.objects.reveal().filter(({ owner }) => owner !== 'b'))
    expect(serversOf(switchedOn({ card: card('a', 'b') }, { ...memory, objects: left }))).toEqual(['a'])
  })

  test('a server that is no longer on it is removed, and gets no session', () => {
    const ran = switchedOn({ card: card('b') }, memoryAfter(card('a', 'b')))
    expect(serversOf(ran)).toEqual(['b'])
    expect(sessionsOf(ran)).toEqual([])
  })

  test.for([
    ['gone', { is: 'absent' }],
    ['blanked', cardWith(blank)],
    ['without its entry', cardWith()],
    ['not taken by the device any more', { is: 'rejected' }],
  ] as const)('a card that is %s takes its accounts away', ([, reading]) => {
    expect(serversOf(switchedOn({ card: reading }, memoryAfter(card('a', 'b'))))).toEqual([])
  })

  test.for([
    ['that does not answer', { is: 'unreadable', why: 'READ BINARY answered 6F00' }],
    ['that waits for its PIN', { is: 'locked' }],
    ['with a message that does not read', cardWith(Uint8Array.of(0x5b))],
    [
      'with a file it does not give',
      {
        is: 'read',
        iccid: '8949000000000000017',
        files: [{ use: 'dm', failure: { code: 'card.refused', command: 'READ BINARY', sw: '6581' } }],
      },
    ],
  ] as const)('a card %s takes nothing away', ([, reading]) => {
    expect(serversOf(switchedOn({ card: reading }, memoryAfter(card('a', 'b'))))).toEqual(['a', 'b'])
  })

  test('of two files, one that does not read takes nothing away, and goes when it reads as empty', () => {
    const both = cardWith(bytesFor('a'), bytesFor('b'))
    const broken = cardWith(bytesFor('a'), Uint8Array.of(0x5b))
    const [, second, third, fourth] = inTurn(
      { card: both },
      { card: broken },
      { card: broken },
      { card: cardWith(bytesFor('a'), blank) },
    )
    expect([second, third, fourth].map((ran) => ran && serversOf(ran))).toEqual([['a', 'b'], ['a', 'b'], ['a']])
  })

  test('another card takes the place of the first, even one that does not read', () => {
    expect(serversOf(switchedOn({ card: other(card('c')) }, memoryAfter(card('a'))))).toEqual(['c'])
    expect(serversOf(switchedOn({ card: other(cardWith(Uint8Array.of(0x5b))) }, memoryAfter(card('a'))))).toEqual([])
  })

  test('a card that comes back is applied again', () => {
    const runs = inTurn({ card: card('a') }, { card: { is: 'absent' } }, { card: card('a') })
    expect(runs.map(serversOf)).toEqual([['a'], [], ['a']])
    expect(runs.map(sessionsOf)).toEqual([['a'], [], ['a']])
  })

  test('a change of an account is told to its server', () => {
    const changed = cardWith(messageOf([{ ...accountOf('a'), name: 'New' }, accountOf('b')]))
    expect(sessionsOf(switchedOn({ card: changed }, memoryAfter(card('a', 'b'))))).toEqual(['a'])
  })

  test('what a card takes over from the factory file, the factory file gives again when the card is gone', () => {
    const factory = { is: 'read', bytes: bytesFor('a') } as const
    const runs = inTurn({ factory }, { factory, card: card('a', 'b') }, { factory }, { factory })
    expect(runs.map(serversOf)).toEqual([['a'], ['a', 'b'], ['a'], ['a']])
    expect(runs.map(({ device }) => device.memory.objects.reveal()[0]?.source)).toEqual([
      'factory',
      'smartcard',
      'factory',
      'factory',
    ])
    expect(runs.map(sessionsOf)).toEqual([['a'], ['a', 'b'], ['a'], ['a']])
  })

  test('an account that its server deleted is not brought back by the same factory file', () => {
    const factory = { is: 'read', bytes: messageOf([accountOf('a'), accountOf('b')]) } as const
    const { memory } = switchedOn({ factory }).device
    const left = secret(memory.objects.reveal().filter(({ owner }) => owner !== 'b'))
    expect(serversOf(switchedOn({ factory }, { ...memory, objects: left }))).toEqual(['a'])
  })

  test('a further server on the card stands beside the one from the factory', () => {
    const runs = inTurn(
      { factory: { is: 'read', bytes: bytesFor('f') } },
      { card: card('c') },
      { card: { is: 'absent' } },
    )
    expect(runs.map(serversOf)).toEqual([['f'], ['f', 'c'], ['f']])
  })
})

describe('a card while the device runs', () => {
  test('that is put in later is taken, whether the device had an account or not', () => {
    const idle = switchedOn({})
    const now = runDevice(idle.device, {}, contextOf(), { is: 'card', reading: card('c') })
    expect([now.device.stage, serversOf(now), sessionsOf(now)]).toEqual(['ready', ['c'], ['c']])
    const ready = switchedOn({ factory: { is: 'read', bytes: bytesFor('f') } })
    const both = runDevice(ready.device, {}, contextOf(), { is: 'card', reading: card('c') })
    expect(serversOf(both)).toEqual(['f', 'c'])
    expect(sessionsOf(both)).toEqual(['c'])
  })

  test('comes before an answer of the server that is still awaited', () => {
    const world = { card: { is: 'absent' } as const }
    const context = contextOf()
    const on = runDevice(
      switchedOn({}).device.memory,
      { ...world, server: () => served(bytesFor('s')) },
      { ...context, allowed: ['smartcard', 'factory'] },
      { is: 'switched-on' },
    )
    const asking = { ...on.device, stage: 'server' } as const
    const now = runDevice(
      asking,
      {},
      context,
      { is: 'card', reading: card('c') },
      { is: 'answered', answer: { is: 'read', bytes: bytesFor('s') } },
    )
    expect(serversOf(now)).toEqual(['c'])
  })

  test('that is taken out leaves the device to look for another way', () => {
    const on = switchedOn({ card: card('c') })
    const out = runDevice(on.device, { factory: { is: 'read', bytes: bytesFor('f') } }, contextOf(), {
      is: 'card',
      reading: { is: 'absent' },
    })
    expect(serversOf(out)).toEqual(['f'])
    expect(out.device.stage).toBe('ready')
  })

  test('that is put in twice opens no second session', () => {
    const on = switchedOn({ card: card('c') })
    const again = runDevice(on.device, {}, contextOf(), { is: 'card', reading: card('c') })
    expect(sessionsOf(again)).toEqual([])
    const changed = runDevice(on.device, {}, contextOf(), {
      is: 'card',
      reading: cardWith(messageOf([{ ...accountOf('c'), name: 'New' }])),
    })
    expect(sessionsOf(changed)).toEqual(['c'])
  })

  test('is not looked at where cards are switched off', () => {
    const context = contextOf({ allowed: ['factory'] })
    const on = runDevice(switchedOn({}).device.memory, {}, context, { is: 'switched-on' })
    const now = runDevice(on.device, {}, context, { is: 'card', reading: card('c') })
    expect(serversOf(now)).toEqual([])
  })
})

describe('word to the servers', () => {
  test('that did not arrive is owed until the next switch-on', () => {
    const on = switchedOn({ card: card('a', 'b') })
    const ended = runDevice(
      on.device,
      {},
      contextOf(),
      { is: 'session-ended', serverId: 'a', isGood: true },
      { is: 'session-ended', serverId: 'b', isGood: false },
    )
    expect(ended.device.memory.owed).toEqual(['b'])
    expect(sessionsOf(switchedOn({ card: card('a', 'b') }, ended.device.memory))).toEqual(['b'])
  })

  test('what a session changed is kept, but not for a server whose card has gone', () => {
    const on = switchedOn({ card: card('a') })
    const objects = on.device.memory.objects
      .reveal()
      .map((stored) => ({ ...stored, tree: new Map([...stored.tree, ['Name', 'New']]) }))
    const kept = { is: 'kept', serverId: 'a', made: { objects } } as const
    expect(runDevice(on.device, {}, contextOf(), kept).device.memory.objects.reveal()[0]?.tree.get('Name')).toBe('New')
    const gone = runDevice(on.device, {}, contextOf(), { is: 'card', reading: { is: 'absent' } }, kept)
    expect(serversOf(gone)).toEqual([])
  })
})
