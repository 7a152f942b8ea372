// A line over test cards, and hands that put them in and take them out.
import { rmSync } from 'node:fs'
import { watchInsertions } from '../../electron/job/insertions'
import { type BatchOrder, BatchOrder as Order } from '../../shared/batch'
import { BatchId } from '../../shared/batch-id'
import type { LaneAt, LineState } from '../../shared/lane'
import type { TestCard } from './card'
import { imeiOf } from './registration-world'
import { createTestHome, openTestStation, testCard } from './station'

export const batch = BatchId.parse('order-17')
const homes: string[] = []
export const home = (): string => {
  const made = createTestHome()
  homes.push(made)
  return made
}
/** Takes away the homes that a file's tests have made. */
export const removeHomes = (): void => {
  for (const made of homes.splice(0)) rmSync(made, { recursive: true })
}

export const iccidOf = (number: number): string => `894900000000${String(number).padStart(7, '0')}`
export const cardOf = (number: number, options: Parameters<typeof testCard>[0] = {}) =>
  testCard({ iccid: iccidOf(number), ...options })

/** A station whose cards somebody puts in and takes out. */
export function openLine(
  at: string,
  cards: Readonly<Record<string, TestCard>>,
  more: Pick<Parameters<typeof openTestStation>[0], 'now' | 'pinFile'> = {},
) {
  const opened = openTestStation({ home: at, cards, ...more })
  const { station, driver } = opened
  const lanes = station.lanes()
  const stop = watchInsertions(station.readers(), lanes, () => undefined, 1)
  /** Waits until the line is as wanted. */
  const until = (is: (line: LineState) => boolean): Promise<LineState> =>
    new Promise((resolve) => {
      const look = (): void => {
        const line = lanes.state()
        if (!is(line)) return
        stopLooking()
        resolve(line)
      }
      const stopLooking = lanes.watch(look)
      look()
    })
  const laneAt = ({ lanes: all }: LineState, reader: string): LaneAt | undefined =>
    all.find((one) => one.reader === reader)?.lane
  return {
    ...opened,
    lanes,
    until,
    /** Waits until a lane is somewhere. */
    lane: async <K extends LaneAt['at']>(reader: string, name: K): Promise<Extract<LaneAt, { at: K }>> => {
      const at = laneAt(await until((line) => laneAt(line, reader)?.at === name), reader)
      if (at?.at !== name) throw new Error('it went on')
      return at as Extract<LaneAt, { at: K }>
    },
    pull: (card: TestCard) => {
      card.remove()
      driver.tell()
    },
    put: (card: TestCard) => {
      card.insert()
      driver.tell()
    },
    counts: () => station.batches.get(batch).counts,
    close: async () => {
      stop()
      await station.close()
    },
  }
}

type Line = ReturnType<typeof openLine>

/** A work order with so many listed identities, started. */
export function order({ station }: Line, more: Partial<BatchOrder> = {}, identities = 4, from = 1): void {
  const template = station.composer.refOf('training')
  station.batches.create({
    ...Order.parse({ batch, template, quantity: 4, identities: 'listed', green: 'rehearsed', bench: false }),
    ...more,
  })
  const named = more.batch ?? batch
  if (identities > 0) {
    const staged = station.batches.stage(named)
    staged.lay(Array.from({ length: identities }, (_, number) => ({ device: imeiOf(from + number) })))
    staged.take()
  }
  station.batches.start(named)
}

/** A line that has its work order and starts its cards by itself. */
export function armedLine(cards: Readonly<Record<string, TestCard>>): Line {
  const line = openLine(home(), cards)
  order(line)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  return line
}

/** How many commands a job takes until the card is changed for the first time. */
export async function untilFirstUpdate(): Promise<number> {
  const card = cardOf(1)
  const line = openLine(home(), { R1: card })
  order(line)
  line.lanes.choose(batch)
  await line.lane('R1', 'resting')
  const before = card.dump().log.length
  line.lanes.arm(true)
  await line.lane('R1', 'take-out')
  await line.close()
  return card.dump().log.findIndex(({ c }) => c.startsWith('00D6')) + 1 - before
}
