import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BenchOrder } from '../../electron/bench/order'
import type { Driver, DriverState } from '../../electron/reader/driver'
import { createWire } from '../../electron/reader/wire'
import { fromHex, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'

/** A bench of at least two readers, all with cards, and a way to its drivers. */
export type DriverRig = {
  readonly readers: readonly [string, string, ...string[]]
  readonly createDriver: () => Driver
  readonly ask: (order: BenchOrder) => Promise<unknown>
  readonly close: () => Promise<void>
}

const patientMs = 5000
const hastyMs = 200

/** What every driver of readers has to do, whatever is behind it. */
export function driverConformance(name: string, setUp: () => Promise<DriverRig>): void {
  describe(`${name} does what a driver has to`, () => {
    let rig: DriverRig
    let driver: Driver
    let drivers: Driver[] = []

    const another = (): Driver => {
      const made = rig.createDriver()
      drivers.push(made)
      return made
    }
    beforeEach(async () => {
      rig = await setUp()
      driver = another()
    })
    afterEach(async () => {
      for (const made of drivers) await made.close()
      drivers = []
      await rig.close()
    })

    const send = async (link: Awaited<ReturnType<Driver['connect']>>, command: string, ms = patientMs) =>
      hex(await link.transmit(fromHex(command), ms))

    test('it tells of every reader and the ATR of its card', async () => {
      const state = await stateWhere(driver, ({ readers }) => rig.readers.every((reader) => isIn(readers, reader)))
      expect(state.service).toBe('up')
      expect(state.readers.find((reader) => reader.name === rig.readers[0])?.atrHex).toMatch(/^3B/)
    })

    test('it tells when a card goes and when it comes back', async () => {
      const [reader] = rig.readers
      await stateWhere(driver, ({ readers }) => isIn(readers, reader))
      await rig.ask({ do: 'remove', reader })
      await stateWhere(driver, ({ readers }) => readers.some((one) => one.name === reader && one.card === 'none'))
      await rig.ask({ do: 'insert', reader })
      await stateWhere(driver, ({ readers }) => isIn(readers, reader))
    })

    test('a command gets its answer, and so do many in a row', async () => {
      const link = await driver.connect(rig.readers[0])
      expect(link.atrHex).toMatch(/^3B/)
      expect(await send(link, '00A4000C023F00')).toBe('9000')
      for (let at = 0; at < 50; at++) expect(await send(link, '00A40004022FE200')).toMatch(/^62.*9000$/)
      await link.close('unpower')
    })

    test('a second command may wait behind the first, and each gets its own answer', async () => {
      const link = await driver.connect(rig.readers[0])
      expect(await send(link, '00A4000C022FE2')).toBe('9000')
      const whole = await send(link, '00B000000A')
      for (let at = 0; at < 25; at++) {
        const answers = await Promise.all([send(link, '00B0000004'), send(link, '00B0000406')])
        expect(answers.map((answer) => answer.slice(0, -4)).join('')).toBe(whole.slice(0, -4))
      }
      await link.close('unpower')
    })

    test('a script goes on for as long as its commands succeed, and no further', async () => {
      const link = await driver.connect(rig.readers[0])
      const run = async (...commands: readonly string[]) =>
        (
          await createWire(
            () => link,
            () => undefined,
          ).channel.script?.(commands.map(fromHex))
        )?.map(hex)
      const whole = await run('00A4000C023F00', '00A4000C022FE2', '00B000000A')
      expect(whole).toEqual(['9000', '9000', expect.stringMatching(/^.{20}9000$/)])
      expect(await run('00A4000C023F00', '00A4000C026FFF', '00A4000C022FE2')).toEqual(['9000', '6A82'])
      expect(await send(link, '00B000000A')).toBe('6986')
      await link.close('unpower')
    })

    test('a card that leaves inside a script is removed, and what it answered before is told', async () => {
      const [reader] = rig.readers
      const link = await driver.connect(reader)
      const lost: string[] = []
      const wire = createWire(
        () => link,
        (command) => void lost.push(hex(command)),
      )
      await rig.ask({ do: 'leave', reader, after: 2 })
      const script = wire.channel.script?.(['00A4000C023F00', '00A4000C022FE2', '00B000000A'].map(fromHex))
      expect(await failureOf(script ?? expect.fail('no script'))).toEqual({ code: 'card.removed', reader })
      expect([lost, wire.commands()]).toEqual([['00B000000A'], 3])
      await link.close('unpower')
    })

    test('a connection is exclusive, here and for everybody else, until it is closed', async () => {
      const [reader] = rig.readers
      const link = await driver.connect(reader)
      expect(await failureOf(another().connect(reader))).toEqual({ code: 'reader.busy', reader })
      await link.close('unpower')
      await (await driver.connect(reader)).close('unpower')
    })

    test('two readers are used at the same time', async () => {
      const links = await Promise.all(rig.readers.slice(0, 2).map((reader) => driver.connect(reader)))
      const answers = await Promise.all(links.map((link) => send(link, '00A4000C023F00')))
      expect(answers).toEqual(['9000', '9000'])
      for (const link of links) await link.close('unpower')
    })

    test('a reader that is not there is lost, one without a card has none', async () => {
      expect(await failureOf(driver.connect('No such reader'))).toMatchObject({ code: 'reader.lost' })
      const [reader] = rig.readers
      await rig.ask({ do: 'remove', reader })
      expect(await failureOf(driver.connect(reader))).toEqual({ code: 'card.absent', reader })
    })

    test('unpower is a cold reset: selections and shown keys fall, contents stay', async () => {
      const [reader] = rig.readers
      const first = await driver.connect(reader)
      expect(await send(first, '00A4000C022FE2')).toBe('9000')
      const iccid = await send(first, '00B000000A')
      await first.close('unpower')
      const second = await driver.connect(reader)
      expect(await send(second, '00B000000A')).toBe('6986')
      expect(await send(second, '00B082000A')).toBe(iccid)
      await second.close('unpower')
    })

    test('a session belongs to one card: it is over when the card goes, even if it comes back', async () => {
      const [reader] = rig.readers
      const link = await driver.connect(reader)
      expect(await send(link, '00A4000C023F00')).toBe('9000')
      await rig.ask({ do: 'remove', reader })
      await rig.ask({ do: 'insert', reader })
      expect(await failureOf(send(link, '00A4000C023F00'))).toEqual({ code: 'card.removed', reader })
      expect(await failureOf(send(link, '00A4000C023F00'))).toEqual({ code: 'card.removed', reader })
      await link.close('unpower')
      await (await driver.connect(reader)).close('unpower')
    })

    test('a card that leaves between two commands is removed, and is there again when it comes back', async () => {
      const [reader] = rig.readers
      const link = await driver.connect(reader)
      await rig.ask({ do: 'leave', reader, after: 2 })
      expect(await send(link, '00A4000C023F00')).toBe('9000')
      expect(await send(link, '00A4000C022F00')).toBe('9000')
      expect(await failureOf(send(link, '00B2010426'))).toEqual({ code: 'card.removed', reader })
      await link.close('unpower')
      await rig.ask({ do: 'insert', reader })
      const again = await driver.connect(reader)
      expect(await send(again, '00A4000C023F00')).toBe('9000')
      await again.close('unpower')
    })

    test('a card that leaves while it is asked is removed', async () => {
      const [reader] = rig.readers
      const link = await driver.connect(reader)
      await rig.ask({ do: 'tear', reader, at: 1, bytes: 0 })
      expect(await failureOf(send(link, '00D600000100'))).toEqual({ code: 'card.removed', reader })
      await link.close('unpower')
    })

    test('a reader that is unplugged is gone and its session with it, the others stay; it comes back with its card', async () => {
      const [reader, other] = rig.readers
      const link = await driver.connect(reader)
      for (let at = 0; at < 20; at++) expect(await send(link, '00A4000C023F00')).toBe('9000')
      await rig.ask({ do: 'unplug', reader })
      const isGone = ({ readers }: DriverState) => !readers.some(({ name }) => name === reader) && isIn(readers, other)
      await stateWhere(driver, isGone)
      expect(await failureOf(send(link, '00A4000C023F00'))).toMatchObject({ reader })
      await link.close('unpower')
      expect(await failureOf(driver.connect(reader))).toEqual({ code: 'reader.lost', reader })
      const beside = await driver.connect(other)
      expect(await send(beside, '00A4000C023F00')).toBe('9000')
      await beside.close('unpower')
      await rig.ask({ do: 'plug', reader })
      await stateWhere(driver, ({ readers }) => isIn(readers, reader))
      const again = await driver.connect(reader)
      expect(await send(again, '00A4000C023F00')).toBe('9000')
      await again.close('unpower')
    })

    test('an empty reader is seen to go and to come back, and what came into it meanwhile', async () => {
      const [reader] = rig.readers
      const at = (card: string) => stateWhere(driver, ({ readers }) => cardIn(readers, reader) === card)
      await rig.ask({ do: 'remove', reader })
      await at('none')
      await rig.ask({ do: 'unplug', reader })
      await at('no reader')
      await rig.ask({ do: 'plug', reader })
      await at('none')
      await rig.ask({ do: 'unplug', reader })
      await at('no reader')
      await rig.ask({ do: 'insert', reader })
      await rig.ask({ do: 'plug', reader })
      await at('present')
      await (await driver.connect(reader)).close('unpower')
    })

    test('a mute card is given up at the deadline, other readers go on, and a new card works', async () => {
      const [reader, other] = rig.readers
      const link = await driver.connect(reader)
      await rig.ask({ do: 'mute', reader, at: 2 })
      expect(await send(link, '00A4000C023F00')).toBe('9000')
      const startMs = performance.now()
      expect(await failureOf(send(link, '00A4000C022F00', hastyMs))).toMatchObject({ code: 'card.mute', reader })
      expect(performance.now() - startMs).toBeLessThan(hastyMs + 1000)
      const beside = await driver.connect(other)
      expect(await send(beside, '00A4000C023F00')).toBe('9000')
      await beside.close('unpower')
      await link.close('unpower')
      await rig.ask({ do: 'remove', reader })
      await rig.ask({ do: 'insert', reader })
      const again = await driver.connect(reader)
      expect(await send(again, '00A4000C023F00')).toBe('9000')
      await again.close('unpower')
    })
  })
}

const isIn = (readers: DriverState['readers'], reader: string): boolean =>
  readers.some(({ name, card }) => name === reader && card === 'present')

const cardIn = (readers: DriverState['readers'], reader: string): string =>
  readers.find(({ name }) => name === reader)?.card ?? 'no reader'

/** The first state, from now on, that is as wanted. */
const stateWhere = (driver: Driver, isWanted: (state: DriverState) => boolean): Promise<DriverState> =>
  new Promise((resolve) => driver.watch((state) => isWanted(state) && resolve(state)))

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof Failed) return error.failure
    throw error
  }
}
