// One DM Server for a file of tests, and homes that go with it.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import type { DmServer } from '../../electron/bench/server/server'
import { startTestServer } from './dm-server'
import { createTestHome, trainingTemplate } from './station'

export function oneServer(made: () => string = createTestHome) {
  const held: { server?: DmServer } = {}
  const homes: string[] = []
  const home = (): string => {
    const next = made()
    homes.push(next)
    return next
  }
  beforeAll(async () => {
    held.server = await startTestServer({ dir: join(home(), 'server'), now: Date.now })
  })
  afterAll(async () => {
    await held.server?.close()
    for (const one of homes) rmSync(one, { recursive: true })
  })
  const server = (): DmServer => held.server ?? expect.fail('no server')
  return { home, server, database: (): string => join(homes[0] ?? '', 'server', 'server.db') }
}

/** A home with a template of another server, as a card has it that comes back. */
export function homeWithOld(): string {
  const home = createTestHome()
  const old = JSON.stringify(trainingTemplate).replaceAll('dms.bench.example', 'old.example')
  writeFileSync(join(home, 'templates', 'old.json'), old.replace('"training"', '"old"'))
  return home
}
