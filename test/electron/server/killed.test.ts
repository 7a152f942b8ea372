// A real server over TLS, killed in the middle of its work again and again: nothing is lost, nothing is there twice.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { ServerAccess } from '../../../electron/home'
import { startDelivery } from '../../../electron/job/deliver'
import { openDatabase } from '../../../electron/records/sqlite'
import { createDmServerClient } from '../../../electron/server/client'
import { registerOwed } from '../../../electron/server/owed'
import { givePki } from '../../support/pki'
import { jobOf, openTestOutbox } from '../../support/registration-world'
import { freshDir } from './support'

const root = join(import.meta.dirname, '..', '..', '..')
const registrations = 1500
const kills = 6

async function bundledServer(outDir: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: join(root, 'electron/bench/server/server.ts'),
      outDir,
      rolldownOptions: { output: { format: 'esm', entryFileNames: 'server.mjs' } },
    },
  })
  return join(outDir, 'server.mjs')
}

async function startServer(
  module: string,
  dir: string,
): Promise<{ readonly child: ChildProcess; readonly access: ServerAccess }> {
  const child = spawn(process.execPath, [join(root, 'build/registrations-server.mjs'), module, dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout }))
    return { child, access: ServerAccess.parse(JSON.parse(line)) }
  throw new Error('the server ended without a word')
}

const killed = (child: ChildProcess): Promise<unknown> => {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  return gone
}

test(`a server killed ${kills} times has every device once, and none was called registered before`, {
  timeout: 120_000,
}, async () => {
  const dir = freshDir()
  givePki(dir)
  // Within the tree, where its libraries are found.
  const module = await bundledServer(join(root, 'out', 'test-killed-server'))
  const running = { ...(await startServer(module, dir)) }
  onTestFinished(async () => void (await killed(running.child)))
  const client = createDmServerClient(running.access, { deadlineMs: 3000 })
  onTestFinished(client.close)
  const station = openTestOutbox(freshDir(), Date.now, Math.random, () => expect.fail('it goes over TLS'))
  const { journal, outbox } = station.deps
  for (let number = 0; number < registrations; number++) station.owe(number)
  const delivery = startDelivery({ ...station.deps, register: registerOwed(client) })
  onTestFinished(delivery.close)

  for (let kill = 1; kill <= kills; kill++) {
    await killed(running.child)
    Object.assign(running, await startServer(module, dir))
    const before = outbox.size()
    outbox.hurry()
    delivery.hurry()
    // The next one comes as soon as this one was of use; the last is left alone.
    if (kill < kills)
      await expect.poll(() => outbox.size() < before || before === 0, { interval: 5, timeout: 20_000 }).toBe(true)
    if (outbox.size() === 0 && kill < kills)
      for (let number = 0; number < 50; number++) station.owe(registrations + kill * 50 + number)
  }
  await expect.poll(() => outbox.size(), { interval: 20, timeout: 60_000 }).toBe(0)

  const db = openDatabase(join(dir, 'server.db'))
  onTestFinished(db.close)
  const Row = z.object({ id: z.string(), history: z.string() })
  const rows = Row.array().parse(db.all('SELECT id, history FROM registration'))
  const steps = rows.map(({ history }) => z.array(z.unknown()).parse(JSON.parse(history)).length)
  expect(steps.filter((count) => count !== 2)).toEqual([])
  const ids = new Set(rows.map(({ id }) => id))
  const records = journal.search({ text: '', outcome: [], bench: false, limit: 10_000 }).records
  expect(records.length).toBe(rows.length)
  expect(records.filter(({ outcome, registration }) => outcome !== 'PASS' || !ids.has(registration.id ?? ''))).toEqual(
    [],
  )
  expect(new Set(records.map(({ registration }) => registration.id)).size).toBe(rows.length)
  expect(journal.record(jobOf(0))?.registration.requestSha256).toHaveLength(64)
})
