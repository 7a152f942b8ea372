import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createCardTries } from '../../../electron/records/card-tries'
import { createJournal } from '../../../electron/records/journal'
import { openDatabase } from '../../../electron/records/sqlite'
import { diskFailed } from '../../../electron/records/sqlite-errors'

const card = '8988211000000000008'

function opened() {
  const dir = mkdtempSync(join(tmpdir(), 'bootstation-tries-'))
  const db = openDatabase(join(dir, 'station.db'))
  onTestFinished(() => {
    db.close()
    rmSync(dir, { recursive: true })
  })
  createJournal(db, Date.now)
  return db
}

test('what a card said of its tries is known to another program', () => {
  const db = opened()
  const [one, other] = [createCardTries(db, () => undefined), createCardTries(db, () => undefined)]
  one.told(card, 0x0a, 2)
  one.counting(card)
  expect([other.last(card, 0x0a), other.isCounting(card), other.whyNotKept()]).toEqual([2, true, undefined])
  other.told(card, 0x0a, undefined)
  expect(one.last(card, 0x0a)).toBeUndefined()
})

test('what the disk does not take is told in a line, known to this program, and fails nothing', () => {
  const db = opened()
  const lines: string[] = []
  const full = () => {
    throw diskFailed(db.path, 'the disk is full')
  }
  const tries = createCardTries({ ...db, run: full }, (line) => lines.push(line))
  tries.told(card, 0x0a, 2)
  tries.counting(card)
  expect([tries.last(card, 0x0a), tries.isCounting(card)]).toEqual([2, true])
  expect(lines).toEqual(Array(2).fill('what a card said of its tries could not be noted, disk.failed'))
})

test('what a disk refused once is what it takes later, and holds no longer', () => {
  const db = opened()
  const disk = { isFull: true }
  const run: typeof db.run = (...asked) => {
    if (disk.isFull) throw diskFailed(db.path, 'the disk is full')
    return db.run(...asked)
  }
  const tries = createCardTries({ ...db, run }, () => undefined)
  tries.told(card, 0x0a, 2)
  disk.isFull = false
  tries.told(card, 0x0a, 2)
  const other = createCardTries(db, () => undefined)
  expect([tries.last(card, 0x0a), other.last(card, 0x0a)]).toEqual([2, 2])
  other.told(card, 0x0a, undefined)
  expect(tries.last(card, 0x0a)).toBeUndefined()
})

test('a disk with next to no room keeps nothing', () => {
  expect(
    createCardTries(
      opened(),
      () => undefined,
      () => 4096,
    ).whyNotKept(),
  ).toMatchObject({ code: 'disk.failed', reason: 'the disk is full' })
})
