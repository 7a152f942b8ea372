import { expect, test, vi } from 'vitest'
import { send } from '../../../electron/card/channel'
import { readBinary, selectPath } from '../../../electron/card/commands'
import type { Driver, Link } from '../../../electron/reader/driver'
import { createReaderLengths } from '../../../electron/reader/reader-lengths'
import { withSession } from '../../../electron/reader/session'
import { createStayTries } from '../../../electron/reader/stay-tries'
import { fromHex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { createTestCard, type TestCard } from '../../support/card'
import { createTestDriver } from '../../support/test-driver'

const keys = { scp03Of: async () => undefined }
const isExtended = (command: Uint8Array): boolean => command.length > 6 && command[4] === 0
const expects = (command: Uint8Array): number => (command[5] ?? 0) * 256 + (command[6] ?? 0)

/** A reader that drops the link at some commands, as those do that know short APDUs only. */
function dropping(card: TestCard, drops: (command: Uint8Array) => boolean, protocol?: Link['protocol']): Driver {
  const driver = createTestDriver({ R1: card })
  return {
    ...driver,
    connect: async (reader) => {
      const link = await driver.connect(reader)
      let isLost = false
      return {
        ...link,
        ...(protocol && { protocol }),
        transmit: async (command, timeoutMs) => {
          isLost ||= drops(command)
          if (isLost) throw new Failed({ code: 'card.removed', reader })
          return link.transmit(command, timeoutMs)
        },
      }
    },
  }
}

/** Sessions in one reader, one after the other. */
function sessionsOn(driver: Driver) {
  const deps = {
    driver,
    lengths: createReaderLengths(),
    onMet: () => undefined,
    keys,
    triesKept: createStayTries(),
    stayTries: createStayTries,
  }
  return {
    most: () => withSession(deps, 'R1', async ({ lengths }) => lengths.read),
    read: () =>
      withSession(deps, 'R1', async ({ channel, lengths }) => {
        const { sizeBytes } = await send(channel, selectPath('MF', fromHex('7F506421')))
        const part = await send(channel, readBinary(0, Math.min(sizeBytes, lengths.read)))
        return part.length
      }),
  }
}

test('a reader that takes extended commands is given them', async () => {
  expect(await sessionsOn(dropping(createTestCard(), () => false)).read()).toBe(4096)
})

test('a reader that drops the link at them is given short ones from then on, and the card is none the worse', async () => {
  const card = createTestCard()
  const { read, most } = sessionsOn(dropping(card, isExtended))
  expect(await read()).toBe(256)
  const before = card.dump().log.length
  expect(await most()).toBe(256)
  expect(card.dump().log.slice(before)).toHaveLength(2)
})

test('a reader that takes small ones only loses one card, or two, and no third', async () => {
  const { read } = sessionsOn(dropping(createTestCard(), (command) => isExtended(command) && expects(command) > 2000))
  const told: (number | string)[] = []
  for (let count = 0; count < 5; count++) told.push(await read().catch((error: Failed) => error.failure.code))
  expect(told).toEqual(['card.removed', 256, 'card.removed', 256, 256])
})

test('a card that comes back after a loss is read in short commands, though it was met before that', async () => {
  const { read, most } = sessionsOn(
    dropping(createTestCard(), (command) => isExtended(command) && expects(command) > 2000),
  )
  await expect(read()).rejects.toMatchObject({ failure: { code: 'card.removed' } })
  expect([await most(), await most(), await read()]).toEqual([256, 256, 256])
})

test('a reader that speaks T=0 is given short commands, whatever the card says', async () => {
  const card = createTestCard({ protocol: 'T=0', lengths: 'extended' })
  expect(await sessionsOn(dropping(card, isExtended, 'T=0')).most()).toBe(256)
})

test('a card that is pulled while it is met is a card that was removed', async () => {
  for (const after of [1, 2, 3]) {
    const card = createTestCard()
    card.faults.cue({ fault: 'leave', after })
    const met = sessionsOn(createTestDriver({ R1: card })).read()
    await expect(met, `after ${after}`).rejects.toMatchObject({ failure: { code: 'card.removed' } })
  }
})

test('another program that takes the card at its cold reset is waited for', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const driver = createTestDriver({ R1: createTestCard() })
  let connects = 0
  const shared: Driver = {
    ...driver,
    connect: async (reader) => {
      if (++connects === 2) throw new Failed({ code: 'reader.busy', reader })
      return driver.connect(reader)
    },
  }
  const deps = {
    driver: shared,
    lengths: createReaderLengths(),
    onMet: () => undefined,
    keys,
    triesKept: createStayTries(),
    stayTries: createStayTries,
  }
  const reset = withSession(deps, 'R1', async (card) => card.reset())
  await vi.advanceTimersByTimeAsync(1000)
  await reset
  expect(connects).toBe(3)
  vi.useRealTimers()
})

/** Another program has the card powered off before this command of all, and before the next one after it, if `times` is two. */
function unpowering(card: TestCard, at: number, times: 1 | 2): Driver {
  const driver = createTestDriver({ R1: card })
  let count = 0
  return {
    ...driver,
    connect: async (reader) => {
      const link = await driver.connect(reader)
      let hasPower = true
      return {
        ...link,
        transmit: async (command, timeoutMs) => {
          count++
          if (count >= at && count < at + times) hasPower = false
          if (!hasPower) throw new Failed({ code: 'reader.busy', reader })
          return link.transmit(command, timeoutMs)
        },
      }
    },
  }
}

test('a card that lost its power to another program while it was met is powered again, once', async () => {
  for (const at of [1, 2]) expect(await sessionsOn(unpowering(createTestCard(), at, 1)).read(), `at ${at}`).toBe(4096)
  await expect(sessionsOn(unpowering(createTestCard(), 2, 2)).read()).rejects.toMatchObject({
    failure: { code: 'reader.busy' },
  })
})

test('one that loses it behind that ends the session, and nothing is sent to it again', async () => {
  const card = createTestCard()
  const { read } = sessionsOn(unpowering(card, 3, 1))
  await expect(read()).rejects.toMatchObject({ failure: { code: 'reader.busy' } })
  expect(card.dump().log).toHaveLength(2)
})

test('a card that lost it at its cold reset is asked again who it is', async () => {
  const card = createTestCard()
  const deps = {
    driver: unpowering(card, 3, 1),
    ...{
      lengths: createReaderLengths(),
      onMet: () => undefined,
      keys,
      triesKept: createStayTries(),
      stayTries: createStayTries,
    },
  }
  await withSession(deps, 'R1', (session) => session.reset())
  expect(card.dump().log).toHaveLength(4)
})
