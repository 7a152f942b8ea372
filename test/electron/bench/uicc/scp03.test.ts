import { describe, expect, test } from 'vitest'
import { optionsOfKind } from '../../../../electron/bench/kinds'
import { benchScp03, type Scp03Options, scp03Layer } from '../../../../electron/bench/uicc/scp03'
import { createUicc } from '../../../../electron/bench/uicc/uicc'
import { type Channel, fetching } from '../../../../electron/card/channel'
import { openScp03 } from '../../../../electron/card/scp03'
import type { SecurityLevel } from '../../../../electron/card/scp03-session'
import { fromHex, hex } from '../../../../shared/bytes'
import { secret } from '../../../../shared/secret'
import { scp03Vectors } from '../../../support/scp03-vectors'
import { hexCard } from './exchange'

const { oma, cards, s16 } = scp03Vectors

function secureCard(options: Partial<Scp03Options> = {}, cardChallenge = '2021222324252627') {
  const tries = { maxTries: 3, triesLeft: 3 }
  const content = fromHex(
    oma.sequence
      .filter(({ what }) => what.startsWith('READ BINARY 6421'))
      .map(({ plainResponse }) => plainResponse)
      .join(''),
  )
  const layer = scp03Layer(
    { version: 0x30, enc: fromHex(oma.input.keyEnc), mac: fromHex(oma.input.keyMac), i: 0x60, ...options },
    tries,
  )
  const pkcs15 = { bootstrapSizeBytes: 2048, dodfSizeBytes: 64, content }
  const card = hexCard({ layer, pkcs15, random: () => fromHex(cardChallenge) })
  return { ...card, tries }
}

const selectPkcs15 = '00A404040CA000000063504B43532D313500'
const opening = oma.sequence.slice(0, 2)

describe('a device reads on logical channel 1 at level 33', () => {
  const card = secureCard()
  card.sendAll('0070000001', `01${selectPkcs15.slice(2)}`)
  test.for(oma.sequence)('$what', ({ apdu, response }) => expect(card.send(apdu)).toBe(response))
})

test('on the basic channel the MACs are the same', () => {
  const card = secureCard()
  card.send(selectPkcs15)
  for (const { apdu, response } of oma.sequence) expect(card.send(onBasic(apdu))).toBe(response)
})

const onBasic = (apdu: string): string =>
  ((Number.parseInt(apdu.slice(0, 2), 16) & 0xfc).toString(16).padStart(2, '0') + apdu.slice(2)).toUpperCase()

test('challenges come from a counter where the card says so', () => {
  const card = secureCard({ i: 0x70 })
  card.send(selectPkcs15)
  expect(card.send('8050300008101112131415161700')).toBe(oma.pseudoRandom.initializeUpdateResponse)
})

test('S16: sixteen bytes of everything', () => {
  const cardChallenge = s16.initializeUpdateResponse.slice(26, 58)
  const card = secureCard(
    { version: s16.version, enc: fromHex(s16.keyEnc), mac: fromHex(s16.keyMac), i: 0x61 },
    cardChallenge,
  )
  card.send(selectPkcs15)
  expect(card.send('8050310008101112131415161700')).toBe('6700')
  expect(card.send(s16.initializeUpdate)).toBe(s16.initializeUpdateResponse)
  expect(card.send(s16.externalAuthenticate)).toBe('9000')
})

test.for(cards.sessions)(
  'with key version $version at level $level the host is known by its cryptogram and MAC',
  (vector) => {
    const cardChallenge = vector.initializeUpdateResponse.slice(26, 42)
    const { version, keyEnc, keyMac } = vector
    const card = secureCard({ version, enc: fromHex(keyEnc), mac: fromHex(keyMac) }, cardChallenge)
    card.send(selectPkcs15)
    const answer = card.send(vector.initializeUpdate)
    expect(answer.slice(26, 58)).toBe(vector.initializeUpdateResponse.slice(26, 58))
    expect(card.send(vector.externalAuthenticate)).toBe('9000')
    // E2 is no command of this card, but it opens it, and says so without a MAC.
    expect(card.send(vector.exchange.command)).toBe('6D00')
    for (const [, command] of vector.wrapped.slice(0, 1)) expect(card.send(command)).not.toBe('6982')
  },
)

const open = (card: ReturnType<typeof secureCard>) => {
  card.send(selectPkcs15)
  for (const { apdu } of opening) card.send(onBasic(apdu))
}
const [, , select = '', read = ''] = oma.sequence.map(({ apdu }) => onBasic(apdu))

test('a replayed command is refused, and the session is over', () => {
  const card = secureCard()
  open(card)
  expect(card.send(select)).toMatch(/9000$/)
  expect(card.send(select)).toBe('6982')
  expect(card.send(read)).toBe('6982')
})

test('no bit of a command may be changed', () => {
  const bytes = fromHex(select)
  // All but the class byte's channel and Le, which the MAC does not cover.
  for (let bit = 8; bit < (bytes.length - 1) * 8; bit++) {
    if (bit >> 3 === 4) continue
    const card = secureCard()
    open(card)
    const changed = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    const text = Array.from(changed, (byte) => byte.toString(16).padStart(2, '0')).join('')
    expect(card.send(text), `bit ${bit}`).toBe('6982')
    expect(card.send(select), `after bit ${bit}`).toBe('6982')
  }
})

test('a wrong cryptogram costs one try, a right one gives them back, and at none the keys are blocked', () => {
  const card = secureCard()
  const [ask = '', show = ''] = opening.map(({ apdu }) => onBasic(apdu))
  const wrong = `${show.slice(0, -2)}00`
  card.send(selectPkcs15)
  expect(card.sendAll(ask, wrong).at(-1)).toBe('6300')
  expect(card.tries.triesLeft).toBe(2)
  expect(card.sendAll(ask, show).at(-1)).toBe('9000')
  expect(card.tries.triesLeft).toBe(3)
  for (let at = 0; at < 3; at++) card.sendAll(ask, wrong)
  expect(card.send(ask)).toBe('6983')
})

test.for([
  ['another application is selected', (card: ReturnType<typeof secureCard>) => card.send(selectPkcs15)],
  ['the card is reset', (card: ReturnType<typeof secureCard>) => card.reset()],
] as const)('the session is over when %s', ([, end]) => {
  const card = secureCard()
  open(card)
  end(card)
  expect(card.send(select)).toBe('6982')
})

test('EXTERNAL AUTHENTICATE comes after INITIALIZE UPDATE, once, and both after the application', () => {
  const card = secureCard()
  const [ask = '', show = ''] = opening.map(({ apdu }) => onBasic(apdu))
  expect(card.sendAll(ask, show)).toEqual(['6985', '6985'])
  expect(card.sendAll(selectPkcs15, show).at(-1)).toBe('6985')
  expect(card.sendAll(ask, show, show).at(-1)).toBe('6985')
  expect(card.send('8050310008101112131415161700')).toBe('6A88')
})

describe('a card of the kind scp03', () => {
  const keys = { enc: benchScp03.enc, mac: benchScp03.mac, version: benchScp03.version }
  const adm = fromHex('3132333435363738')

  /** The station's side is the only host there is; what it knows of a card is bytes. */
  const opened = async (level: SecurityLevel = 0x33) => {
    const card = createUicc({ ...optionsOfKind('scp03'), adm })
    const channel = fetching({ transmit: async (command) => card.transmit(command) })
    await channel.transmit(fromHex(selectPkcs15))
    const host = { version: keys.version, enc: secret(keys.enc), mac: secret(keys.mac) }
    const secure = await openScp03(channel, host, { random: (size) => new Uint8Array(size), level })
    const ask = async (through: Channel, command: string) => hex(await through.transmit(fromHex(command)))
    return { card, channel, secure, ask }
  }

  test('it tells nobody its files outside a secure channel, and says that it wants one', async () => {
    const { channel, ask } = await opened()
    for (const fid of ['5031', '5032', '6420', '6421']) {
      expect(await ask(channel, `00A4000402${fid}00`)).toContain('AB')
      expect(await ask(channel, '00B0000001')).toBe('6982')
    }
  })

  test('it is read in a session of level 33, and written there with ADM1 besides', async () => {
    const { secure, ask } = await opened()
    await ask(secure, '00A4000402642100')
    expect(await ask(secure, '00B0000004')).toBe('FFFFFFFF9000')
    expect(await ask(secure, '00D6000001AA')).toBe('6982')
    expect(await ask(secure, `0020000A08${hex(adm)}`)).toBe('9000')
    expect(await ask(secure, `00D60000EF${'AA'.repeat(239)}`)).toBe('9000')
    expect(await ask(secure, '00B00000EF')).toBe(`${'AA'.repeat(239)}9000`)
  })

  test('what comes in the clear beside a session is still nobody’s', async () => {
    const { channel, secure, ask } = await opened()
    await ask(secure, '00A4000402642100')
    expect(await ask(secure, '00B0000004')).toBe('FFFFFFFF9000')
    expect(await ask(channel, '00B0000004')).toBe('6982')
  })

  test.for([0x01, 0x03, 0x11, 0x13] as const)('a session of level %i is not enough', async (level) => {
    const { secure, ask } = await opened(level)
    expect(await ask(secure, '00A4000402642100')).toMatch(/9000$/)
    expect(await ask(secure, '00B0000004')).toBe('6982')
  })

  test('ADM1 alone writes nothing', async () => {
    const { channel, ask } = await opened()
    await ask(channel, '00A4000402642100')
    expect(await ask(channel, `0020000A08${hex(adm)}`)).toBe('9000')
    expect(await ask(channel, '00D6000001AA')).toBe('6982')
  })

  test('its tries are told with the others', async () => {
    expect((await opened()).card.dump().tries).toEqual({ pin1: 3, adm1: 3, scp03: 3 })
  })
})
