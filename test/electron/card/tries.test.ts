import { describe, expect, test } from 'vitest'
import { send } from '../../../electron/card/channel'
import { ADM1, PIN1, PIN2, verifyKey } from '../../../electron/card/commands'
import { createTries } from '../../../electron/card/tries'
import { createStayTries } from '../../../electron/reader/stay-tries'
import { fromHex } from '../../../shared/bytes'
import { createTestCard } from '../../support/card'
import { counting } from '../../support/tries'

const card = { iccid: '8988211000000000008', kind: 'uicc3g' } as const
type Options = Parameters<typeof createTestCard>[0]

/** Sessions with one card, one after the other. */
function sessions(options: Options, manner: 'counts' | 'tells', kind: 'uicc3g' | 'sim2g' = 'uicc3g') {
  const made = createTestCard(options)
  const channel = manner === 'counts' ? counting(made) : made
  const kept = createStayTries()
  return {
    left: () => made.dump().tries,
    /** A wrong key of another program. */
    isTried: () => send(made, verifyKey(ADM1, new Uint8Array(8).fill(9))),
    asked: () => made.dump().log.filter(({ c }) => c.startsWith('0020')).length,
    begin: () => {
      made.reset()
      const tries = createTries({ ...card, kind }, kept)
      return {
        ...tries,
        of: (reference: number) => tries.left(channel, reference),
        freely: (reference: number) => tries.leftFreely(channel, reference),
      }
    },
  }
}

test('a card that counts no question tells its tries whenever it is asked', async () => {
  const { begin, asked } = sessions({}, 'tells')
  const { of, isCounting } = begin()
  expect([await of(PIN1), await of(ADM1), await of(ADM1)]).toEqual(Array(3).fill({ left: 3, isVerified: false }))
  expect([asked(), isCounting()]).toEqual([4, false])
})

describe('a card that counts the question', () => {
  test('loses two tries of PIN1 in all its life, and none of another key', async () => {
    const { begin, left, asked } = sessions({}, 'counts')
    for (let session = 0; session < 4; session++) {
      const { of, isCounting } = begin()
      expect(await of(ADM1)).toEqual({ left: null, isVerified: false })
      expect(await of(PIN2)).toEqual({ left: null, isVerified: false })
      expect((await of(PIN1)).left).toBe(session === 0 ? 1 : null)
      expect(isCounting()).toBe(true)
    }
    expect(left()).toMatchObject({ pin1: 1, adm1: 3 })
    expect(asked()).toBe(2)
  })

  test.for([0, 1, 2])('keeps two tries of ADM1 where PIN1 has %i left', async (pin1) => {
    const { begin, left } = sessions({ tries: { pin1 } }, 'counts')
    for (let session = 0; session < 4; session++) {
      const { of } = begin()
      const told = (await of(ADM1)).left
      expect(told === null || told < 3).toBe(true)
    }
    expect(left().adm1).toBeGreaterThanOrEqual(2)
    expect(left().pin1).toBe(pin1 === 2 ? 1 : 0)
  })

  test('and has many tries is found out by the next question', async () => {
    const { begin, left } = sessions({ tries: { pin1: 0, adm1: 10 } }, 'counts', 'sim2g')
    for (let session = 0; session < 4; session++) await begin().of(ADM1)
    expect(left().adm1).toBe(7)
    expect((await begin().of(ADM1)).left).toBeNull()
  })
})

test('a PIN1 that had two tries when the card was met, and counts, keeps its last whoever tells the PIN', async () => {
  const { begin, left } = sessions({ tries: { pin1: 2 } }, 'counts')
  const { of, askAnew } = begin()
  expect((await of(PIN1)).left).toBe(1)
  askAnew(PIN1)
  expect((await of(PIN1)).left).toBe(1)
  expect(left()).toMatchObject({ pin1: 1 })
})

test('a look costs a card that counts no try but of PIN1, also where that cannot tell', async () => {
  const { begin, left } = sessions({ tries: { pin1: 0 } }, 'counts')
  for (let session = 0; session < 4; session++) {
    const { freely } = begin()
    expect([await freely(PIN1), await freely(ADM1), await freely(PIN2)]).toEqual([0, null, null])
  }
  expect(left()).toMatchObject({ adm1: 3 })
})

describe('a card whose PIN1 cannot tell', () => {
  test('is none that counts because somebody else tried a key', async () => {
    const { begin, isTried } = sessions({ tries: { pin1: 0, adm1: 10 } }, 'tells')
    expect((await begin().of(ADM1)).left).toBe(10)
    await isTried()
    for (let session = 0; session < 3; session++) {
      const { of, isCounting } = begin()
      expect([(await of(ADM1)).left, isCounting()]).toEqual([9, false])
    }
  })

  test('is asked again where its key was blocked: that can cost nothing', async () => {
    const { begin, asked } = sessions({ tries: { pin1: 0, adm1: 0 } }, 'tells')
    for (let session = 1; session <= 2; session++) {
      expect((await begin().of(ADM1)).left).toBe(0)
      expect(asked()).toBe(2 * session)
    }
  })

  const blocked = { tries: { pin1: 0, adm1: 2 } }

  test('is not asked again for a key that had too few tries to be tried', async () => {
    const { begin, asked } = sessions(blocked, 'tells')
    expect((await begin().of(ADM1)).left).toBe(2)
    const before = asked()
    expect((await begin().of(ADM1)).left).toBe(2)
    expect(asked() - before).toBe(1)
  })

  test('is asked again once it took the key', async () => {
    const { begin } = sessions({ tries: { pin1: 0 } }, 'tells')
    const { of, shown } = begin()
    shown(ADM1, { result: 'refused', triesLeft: 2 })
    expect((await of(ADM1)).left).toBe(2)
    shown(ADM1, { result: 'verified' })
    expect((await of(ADM1)).left).toBe(3)
  })
})

test('a local key of one application is not taken for that of another', async () => {
  const usim = fromHex('00A4040C10A0000000871002FFFFFFFF8907090000')
  const pkcs15 = fromHex('00A4040C0CA000000063504B43532D3135')
  const card = createTestCard({ alsoKeys: ['pin2', 'ownPin'], tries: { pin1: 0, pin2: 2, ownPin: 3 } })
  const kept = createStayTries()
  const begin = () => {
    card.reset()
    const tries = createTries({ iccid: '8988211000000000008', kind: 'uicc3g' }, kept)
    return async (application: Uint8Array) => {
      await card.transmit(application)
      return (await tries.left(card, PIN2, application === usim ? 'USIM' : 'PKCS#15')).left
    }
  }
  for (let session = 0; session < 2; session++) {
    const left = begin()
    expect([await left(usim), await left(pkcs15)]).toEqual([2, 3])
  }
})

test('no card is asked while what it answers cannot be kept, and none is told to be at fault', async () => {
  const card = createTestCard()
  const full = { code: 'disk.failed', path: 'station.db', reason: 'the disk is full' } as const
  const kept = { ...createStayTries(), whyNotKept: () => full }
  const tries = createTries({ iccid: '8988211000000000008', kind: 'uicc3g' }, kept)
  for (const reference of [PIN1, ADM1]) {
    expect(await tries.leftFreely(card, reference)).toBeNull()
    await expect(tries.left(card, reference)).rejects.toMatchObject({ failure: full })
  }
  expect([tries.isSpared(), tries.isCounting(), tries.isAsked(ADM1)]).toEqual([true, false, false])
  expect(card.dump().log.filter(({ c }) => c.startsWith('0020'))).toEqual([])
})
