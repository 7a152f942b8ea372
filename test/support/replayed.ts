import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { replay } from '../../electron/bench/replay'
import type { CardOptions } from '../../electron/bench/uicc/options'
import { benchScp03 } from '../../electron/bench/uicc/scp03'
import { createHandlers } from '../../electron/handlers'
import type { Driver } from '../../electron/reader/driver'
import { createStation } from '../../electron/station'
import { fromHex, hex } from '../../shared/bytes'
import { parseDevice } from '../../shared/identity/device'
import type { JobRecord } from '../../shared/job'
import type { TraceLine } from '../../shared/trace'
import { admKey, createTestHome, testCard } from './station'
import { createTestDriver } from './test-driver'

const order = {
  device: parseDevice('imei:490154203237518'),
  template: 'training',
  reader: 'R1',
  variables: {},
}
/** What a write came to on a card, and what passed. */
export type Traced = { readonly record: JobRecord; readonly lines: readonly TraceLine[] }

/** One write by a whole station of its own, with the keys of bench cards. */
export async function writeOn(driver: Driver, iccid: string): Promise<Traced> {
  const home = createTestHome()
  const path = join(home, 'keys.csv')
  const key = hex(benchScp03.enc)
  const rows = ['ICCID,ADM1,SCP03_KVN_READ,SCP03_ENC_READ,SCP03_MAC_READ', `${iccid},${admKey},30,${key},${key}`]
  writeFileSync(path, `${rows.join('\n')}\n`, { mode: 0o600 })
  const station = createStation({
    home,
    settings: {
      bench: undefined,
      server: undefined,
      cardKeys: { from: 'table', path, adm: 'ADM1', form: 'ascii' },
      factory: undefined,
      batchKeyFile: join(home, 'batch.key'),
    },
    driver: () => driver,
    token: () => ({ node: process.execPath, script: '' }),
    now: Date.now,
    log: () => undefined,
  })
  try {
    const ask = createRouterClient(createHandlers(station))
    const job = await ask.job.start(order)
    for await (const record of await ask.job.changes({ job }))
      if (record.outcome !== 'running') return { record, lines: await ask.job.trace({ job }) }
    throw new Error('the job has no more changes')
  } finally {
    await station.close()
    rmSync(home, { recursive: true })
  }
}

/** A write on a card of the bench, and what its files held before, by their FIDs. */
export async function traceWrite(options: CardOptions, card = testCard(options)) {
  const content = Object.fromEntries(card.dump().files.map(({ path, hex: bytes }) => [path.slice(-4), fromHex(bytes)]))
  const traced = await writeOn(createTestDriver({ R1: card }), card.iccid())
  return { ...traced, content, iccid: card.iccid() }
}

/** The same write on the card that a trace remembers. */
export async function replayWrite(
  { lines, iccid }: { readonly lines: readonly TraceLine[]; readonly iccid: string },
  content: Readonly<Record<string, Uint8Array>>,
) {
  const replayed = replay({ lines, content, scp03: benchScp03 })
  const { record } = await writeOn(replayed.driver, iccid)
  return { record, difference: replayed.difference(), left: replayed.left() }
}
