import { expect, test } from 'vitest'
import { createPhaseLog } from '../../../electron/job/phase-log'
import { Failed } from '../../../shared/failure'
import type { Note } from '../../../shared/job'

const full = new Failed({ code: 'disk.failed', path: 'store', reason: 'full' })
const pulled = new Failed({ code: 'card.removed', reader: 'R1' })

/** What happened, in order; a note that may not be taken is one of a full disk. */
function logged(takes: (note: Note) => boolean = () => true) {
  const said: string[] = []
  const append = (...notes: readonly Note[]): void => {
    if (!notes.every(takes)) throw full
    said.push(...notes.map((one) => ('phase' in one ? `${one.note} ${one.phase}` : one.note)))
  }
  return { said, log: createPhaseLog({ append, now: () => 0, signal: new AbortController().signal }) }
}

const doing = (said: string[], what: string, failure?: Failed) => async () => {
  said.push(`${what} begins`)
  await Promise.resolve()
  said.push(`${what} ends`)
  if (failure) throw failure
}

test('what goes ahead goes on while the beginning is noted, and the work waits for both', async () => {
  const { said, log } = logged()
  await log.phase('verify', doing(said, 'work'), doing(said, 'ahead'))
  expect(said).toEqual(['ahead begins', 'began verify', 'ahead ends', 'work begins', 'work ends'])
})

test('where the beginning cannot be noted, what went ahead has ended and nothing is worked', async () => {
  for (const failure of [undefined, pulled]) {
    const { said, log } = logged(({ note }) => note !== 'began')
    await expect(log.phase('verify', doing(said, 'work'), doing(said, 'ahead', failure))).rejects.toBe(full)
    expect(said).toEqual(['ahead begins', 'ahead ends'])
  }
})

test('what fails ahead has failed in its phase', async () => {
  const { said, log } = logged()
  await expect(log.phase('verify', doing(said, 'work'), doing(said, 'ahead', pulled))).rejects.toBe(pulled)
  log.failed(pulled.failure)
  log.note()
  expect(said).toEqual(['ahead begins', 'began verify', 'ahead ends', 'failed verify'])
})
