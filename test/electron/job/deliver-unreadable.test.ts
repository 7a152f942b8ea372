import { expect, test } from 'vitest'
import { z } from 'zod'
import { deliverTurn } from '../../../electron/job/deliver-turn'
import { Failed } from '../../../shared/failure'
import type { JobId } from '../../../shared/job'
import { freshFolder, imeiOf, openTestOutbox, openTestServer } from '../../support/registration-world'

test('a record that cannot be read is told and put aside, holds up no other, and is noted once it can be read again', async () => {
  const dir = freshFolder()
  const server = openTestServer(dir, Date.now)
  const { deps, owe, db } = openTestOutbox(dir, Date.now, () => 0, server.handle)
  const [torn, whole] = [owe(1), owe(2)]
  const { record } = z.object({ record: z.string() }).parse(db.get('SELECT record FROM record WHERE job = ?', torn))
  db.run(`UPDATE record SET record = '{' WHERE job = ?`, torn)
  const said: string[] = []
  const told = { ...deps, log: (line: string) => void said.push(line) }
  expect(await deliverTurn(told, 1000, new AbortController().signal)).toBe('settled')
  expect(deps.journal.record(whole)).toMatchObject({ outcome: 'PASS' })
  expect(said).toEqual([`what the server answered to job ${torn} cannot be noted, disk.failed`])
  expect(await deliverTurn(told, 1000, new AbortController().signal)).toBe('idle')
  db.run('UPDATE record SET record = ? WHERE job = ?', record, torn)
  deps.outbox.hurry()
  expect(await deliverTurn(told, 1000, new AbortController().signal)).toBe('settled')
  expect(deps.journal.record(torn)).toMatchObject({ outcome: 'PASS' })
  expect(server.side().registry.find(`IMEI:${imeiOf(1).slice(5)}`)).toBeDefined()
})

test('what was noted beside such a record is not noted again when the disk fails at the next', async () => {
  const dir = freshFolder()
  const server = openTestServer(dir, Date.now)
  const { deps, owe, db } = openTestOutbox(dir, Date.now, () => 1, server.handle)
  const [torn, whole, late] = [owe(1), owe(2), owe(3)]
  db.run(`UPDATE record SET record = '{' WHERE job = ?`, torn)
  const fails = [late]
  const remove = (job: JobId): void => {
    if (job === late && fails.pop()) throw new Failed({ code: 'disk.failed', path: 'station.db', reason: 'no space' })
    deps.outbox.remove(job)
  }
  const told = { ...deps, outbox: { ...deps.outbox, remove } }
  expect(await deliverTurn(told, 1000, new AbortController().signal)).toBe('settled')
  for (const job of [whole, late]) {
    const named = deps.journal.notes(job).map(({ note }) => note.note)
    expect(named.filter((note) => note === 'registered')).toEqual(['registered'])
  }
  expect(fails).toEqual([])
})
