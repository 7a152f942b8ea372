// The bootstrap sequence with real cards: each card, with and without a factory file, with and without a bootstrap server.

import type { CardReading } from '../../../shared/device/readings'
import { tour as words } from '../../../shared/text/en/tour'
import { askBench } from '../../bench/client'
import { readCard } from '../../device/card-reading'
import { bundleOf, madeFor } from './bundle'
import { tourDevice } from './device'
import type { Stage } from './stage'
import { askingValues, cardFor, tourReader } from './ways'

const cards = ['absent', 'empty', 'torn', 'good'] as const
type CardState = (typeof cards)[number]
type Taken = 'smartcard' | 'factory' | 'server' | 'none'

export type SequenceLine = {
  readonly card: CardState
  readonly factory: boolean
  readonly server: boolean
  /** The way that gave the device its account. */
  readonly takes: Taken
  /** What OMA DM Protocol 2.0, 8 says. */
  readonly expected: Taken
}

/** Smartcard, else factory, else the request to the server. */
const expectedOf = (card: CardState, hasFactory: boolean, hasServer: boolean): Taken => {
  if (card === 'good') return 'smartcard'
  if (hasFactory) return 'factory'
  return hasServer ? 'server' : 'none'
}

export async function* takeSequences(stage: Stage): AsyncGenerator<SequenceLine> {
  const device = stage.newDevice()
  await stage.register(device, { source: 'factory' })
  const bundle = await bundleOf(stage, madeFor(stage, [device]))
  for (const card of cards) {
    stage.io.say(words.card[card])
    await putCard[card](stage, device)
    for (const factory of [false, true])
      for (const server of [false, true]) {
        const values = { ...(factory && { factory: bundle }), ...(server && askingValues(stage)) }
        const one = tourDevice(stage, device, { values, reader: tourReader(stage), sessions: 'skip' })
        const told = await one.take({ is: 'switched-on' }).finally(one.close)
        const giver = told.tried.find(({ result }) => result.startsWith('account'))?.way
        const takes = giver === undefined || giver === 'push' ? 'none' : giver
        yield { card, factory, server, takes, expected: expectedOf(card, factory, server) }
      }
  }
}

const ordered =
  (order: { readonly do: 'remove' } | { readonly do: 'swap'; readonly kind: 'usim' | 'torn' }) =>
  async (stage: Stage): Promise<void> =>
    void (await askBench(stage.bench.control, { ...order, reader: tourReader(stage) }))

const putCard = {
  absent: ordered({ do: 'remove' }),
  empty: ordered({ do: 'swap', kind: 'usim' }),
  torn: ordered({ do: 'swap', kind: 'torn' }),
  good: (stage: Stage, device: Parameters<typeof cardFor>[1]) => cardFor(stage, device),
} as const

export type RemovedLine = { readonly removed: 'card'; readonly accountsBefore: number; readonly accounts: number }

/** OMA DM Protocol 2.0, 8.1: what a card gave goes with it. */
export async function removeCard(stage: Stage): Promise<RemovedLine> {
  stage.io.say(words.removed)
  const device = stage.newDevice()
  const reader = tourReader(stage)
  await cardFor(stage, device)
  const one = tourDevice(stage, device, { reader, sessions: 'skip' })
  try {
    const before = await one.take({ is: 'switched-on' })
    await askBench(stage.bench.control, { do: 'remove', reader })
    const reading: CardReading = await readCard((work) => stage.station.readers().withCard(reader, work))
    const after = await one.take({ is: 'card', reading })
    await askBench(stage.bench.control, { do: 'insert', reader })
    return { removed: 'card', accountsBefore: before.accounts.length, accounts: after.accounts.length }
  } finally {
    one.close()
  }
}
