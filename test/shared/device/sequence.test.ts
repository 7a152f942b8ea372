import { describe, expect, test } from 'vitest'
import { concat } from '../../../shared/bytes'
import { emptyDeviceMemory } from '../../../shared/device/memory'
import type { CardReading, FactoryReading } from '../../../shared/device/readings'
import type { DeviceEvent } from '../../../shared/device/sequence'
import type { Way } from '../../../shared/device/tried'
import { Failed } from '../../../shared/failure'
import type { HttpAnswer } from '../../../shared/http/exchange'
import { parseDevice } from '../../../shared/identity/device'
import { composeMessage } from '../../../shared/message/message'
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
  statusOf,
  switchedOn,
  toldBy,
} from '../../support/device'

const blank = new Uint8Array(64).fill(0xff)
const torn = concat(Uint8Array.of(0xff), bytesFor('card.example').subarray(1))
const untrusted = (): HttpAnswer => {
  throw new Failed({
    code: 'server.refused',
    status: 495,
    reason: 'the server’s certificate is not from our certificate authority',
    retryable: false,
  })
}

const cards: readonly (readonly [string, CardReading])[] = [
  ['absent', { is: 'absent' }],
  ['empty', cardWith(blank)],
  ['torn', cardWith(torn)],
  ['good', cardWith(bytesFor('card.example'))],
]
const factories: readonly (readonly [string, FactoryReading])[] = [
  ['absent', { is: 'absent' }],
  ['bad', { is: 'read', bytes: Uint8Array.of(0x5b, 0x7b) }],
  ['untrusted', { is: 'untrusted', why: 'the bundle is not signed' }],
  ['good', { is: 'read', bytes: bytesFor('factory.example') }],
]
const servers: readonly (readonly [string, () => HttpAnswer])[] = [
  ['none', () => statusOf(404)],
  ['refuses', () => statusOf(403)],
  ['untrusted', untrusted],
  ['good', () => served(bytesFor('server.example'))],
]
const table = cards.flatMap(([card, reading]) =>
  factories.flatMap(([factory, file]) =>
    servers.map(([server, answer]) => ({ card, factory, server, reading, file, answer })),
  ),
)

describe('the sequence', () => {
  test('has every case', () => expect(table).toHaveLength(64))

  test.for(table)(
    'card $card, factory $factory, server $server',
    ({ card, factory, server, reading, file, answer }) => {
      const ran = switchedOn({ card: reading, factory: file, server: answer })
      const winner =
        card === 'good'
          ? 'card.example'
          : factory === 'good'
            ? 'factory.example'
            : server === 'good'
              ? 'server.example'
              : undefined
      expect(serversOf(ran)).toEqual(winner === undefined ? [] : [winner])
      expect(sessionsOf(ran)).toEqual(winner === undefined ? [] : [winner])
      expect(ran.device.stage).toBe(winner === undefined ? 'idle' : 'ready')
      const asked = ran.effects.map((effect) => effect.do).filter((done) => done !== 'open-session' && done !== 'wake')
      expect(asked).toEqual([
        'read-card',
        ...(card === 'good' ? [] : ['read-factory']),
        ...(card === 'good' || factory === 'good' ? [] : ['request']),
      ])
      expect(ran.device.tried.at(-1)?.result.startsWith('account for')).toBe(winner !== undefined)
    },
  )

  test('says what came of each way, and why', () => {
    const ran = switchedOn({
      card: cardWith(torn),
      factory: { is: 'untrusted', why: 'the bundle is not signed' },
      server: untrusted,
    })
    expect(toldBy(ran)).toEqual([
      'smartcard: nothing (empty)',
      'factory: refused (the bundle is not signed)',
      'server: refused (the server’s certificate is not from our certificate authority (495))',
    ])
    expect(
      toldBy(
        switchedOn({
          card: { is: 'rejected' },
          factory: { is: 'unreadable', why: 'the disk is broken' },
          server: () => statusOf(204),
        }),
      ),
    ).toEqual([
      'smartcard: nothing (this device does not take the card)',
      'factory: nothing (the disk is broken)',
      'server: nothing (the server answers 204)',
    ])
  })

  test.for([
    [['factory', 'server'], 'factory.example', ['smartcard: switched off', 'factory: account for factory.example']],
    [
      ['server'],
      'server.example',
      ['smartcard: switched off', 'factory: switched off', 'server: account for server.example'],
    ],
    [['smartcard', 'server'], 'card.example', ['smartcard: account for card.example']],
    [[], undefined, ['smartcard: switched off', 'factory: switched off', 'server: switched off']],
  ] as const)('a device that may use only %j', ([allowed, winner, told]) => {
    const world = {
      card: cardWith(bytesFor('card.example')),
      factory: { is: 'read', bytes: bytesFor('factory.example') },
      server: () => served(bytesFor('server.example')),
    } as const
    const ran = switchedOn(world, emptyDeviceMemory, contextOf({ allowed: allowed as readonly Way[] }))
    expect(serversOf(ran)).toEqual(winner === undefined ? [] : [winner])
    expect(toldBy(ran)).toEqual(told)
  })

  test('a device that was bootstrapped by a server asks it no more', () => {
    const first = switchedOn({ server: () => served(bytesFor('server.example')) })
    const again = switchedOn({ server: () => served(bytesFor('other.example')) }, first.device.memory)
    expect(serversOf(again)).toEqual(['server.example'])
    expect([again.device.stage, toldBy(again).at(-1)]).toEqual(['ready', 'server: not needed'])
  })

  test('a device that knows no bootstrap server asks none', () => {
    const ran = switchedOn({}, emptyDeviceMemory, contextOf({ bootstrapUrl: undefined }))
    expect(toldBy(ran).at(-1)).toBe('server: not given')
  })

  test('nothing is tried before the card’s user has shown who they are', () => {
    const waiting = switchedOn({ card: { is: 'locked' }, server: () => served(bytesFor('server.example')) })
    expect([waiting.device.stage, toldBy(waiting), waiting.effects]).toEqual([
      'locked',
      ['smartcard: waits (the card waits for its PIN)'],
      [{ do: 'read-card' }],
    ])
    const world = { server: () => served(bytesFor('server.example')) }
    const unlocked = runDevice(waiting.device, world, contextOf(), {
      is: 'card',
      reading: cardWith(bytesFor('card.example')),
    })
    expect(serversOf(unlocked)).toEqual(['card.example'])
    const taken = runDevice(waiting.device, world, contextOf(), { is: 'card', reading: { is: 'absent' } })
    expect(serversOf(taken)).toEqual(['server.example'])
  })

  test('every format of message counts, and the accounts of several files', () => {
    for (const format of ['dm1', 'cp', 'dm2'] as const)
      expect(serversOf(switchedOn({ card: cardWith(bytesFor('card.example', format)) }))).toEqual(['card.example'])
    const both = cardWith(bytesFor('a.example', 'dm1'), blank, bytesFor('b.example'))
    expect(sessionsOf(switchedOn({ card: both }))).toEqual(['a.example', 'b.example'])
  })

  test('of two files with one server, the first counts', () => {
    const first = messageOf([{ ...accountOf('a.example'), name: 'First' }])
    const ran = switchedOn({ card: cardWith(first, messageOf([{ ...accountOf('a.example'), name: 'Second' }])) })
    expect(ran.device.memory.objects.reveal().map(({ tree }) => tree.get('Name'))).toEqual(['First'])
  })

  test('a device that is off does nothing', () => {
    const events: readonly DeviceEvent[] = [
      { is: 'card', reading: cardWith(bytesFor('card.example')) },
      { is: 'factory', reading: { is: 'absent' } },
      { is: 'woken' },
      { is: 'pushed', pdu: new Uint8Array() },
    ]
    expect(runDevice(emptyDeviceMemory, {}, contextOf(), ...events)).toMatchObject({
      effects: [],
      device: { stage: 'off', tried: [] },
    })
  })
})

describe('messages for somebody else', () => {
  const foreign = accountOf('factory.example', 'IMEI:493005100592800')

  test.for(['dm2', 'dm1', 'cp'] as const)('a %s file of another device is refused', (format) => {
    const ran = switchedOn({ factory: { is: 'read', bytes: messageOf([foreign], format) } })
    expect(serversOf(ran)).toEqual([])
    expect(toldBy(ran)[1]).toBe('factory: refused (it is for another device, IMEI:493005100592800)')
  })

  test('a DM 1.2 message that is addressed to another device is refused, whatever its account is called', () => {
    const message = composeMessage({
      format: 'dm1',
      device: parseDevice('imei:493005100592800'),
      accounts: [accountOf('factory.example', 'somebody')],
      accessPoints: [],
    })
    const ran = switchedOn({ factory: { is: 'read', bytes: message } })
    expect(toldBy(ran)[1]).toBe('factory: refused (it is for another device, IMEI:493005100592800)')
  })

  test('a CP message for the client of another IMEI is refused', () => {
    const device = parseDevice('imei:490154203237518')
    const of = (clientId: string) =>
      composeMessage({
        format: 'cp',
        device,
        accounts: [accountOf('f', 'somebody')],
        accessPoints: [],
        provisioning: { clientId },
      })
    expect(serversOf(switchedOn({ factory: { is: 'read', bytes: of('490154203237518') } }))).toEqual(['f'])
    expect(serversOf(switchedOn({ factory: { is: 'read', bytes: of('493005100592800') } }))).toEqual([])
  })

  test('so is the answer of a bootstrap server, which is not asked again', () => {
    const ran = switchedOn({ server: () => served(messageOf([foreign])) })
    expect(toldBy(ran).at(-1)).toBe('server: refused (it is for another device, IMEI:493005100592800)')
    const again = switchedOn({ server: () => served(bytesFor('server.example')) }, ran.device.memory)
    expect(toldBy(again).at(-1)).toBe('server: not asked again (it is for another device, IMEI:493005100592800)')
    const moved = contextOf({ bootstrapUrl: 'https://bs2.example/' })
    expect(
      serversOf(switchedOn({ server: () => served(bytesFor('server.example')) }, ran.device.memory, moved)),
    ).toEqual(['server.example'])
  })

  test('a card makes any device its own', () => {
    expect(serversOf(switchedOn({ card: cardWith(messageOf([foreign])) }))).toEqual(['factory.example'])
  })

  test('a message without an account is none', () => {
    const document = '[{"ClientURI":"urn:oma:mo:oma-dcmo:1.0//","MOData":{"usb":{"Property":"USB"}}}]'
    const ran = switchedOn({ factory: { is: 'read', bytes: new TextEncoder().encode(document) } })
    expect(toldBy(ran)[1]).toBe('factory: nothing (there is no DM account in it)')
  })
})
