import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrate, openDatabase, transaction, unsynced } from '../../../electron/records/sqlite'
import { Failed } from '../../../shared/failure'

const home = mkdtempSync(join(tmpdir(), 'bootstation-sqlite-'))
afterAll(() => rmSync(home, { recursive: true }))

const at = (name: string): string => join(home, name, 'station.db')
const failureOf = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    if (error instanceof Failed) return error.failure
    throw error
  }
  return undefined
}
const opened = (name: string) => {
  const db = openDatabase(at(name))
  migrate(db, ['CREATE TABLE note (job TEXT NOT NULL UNIQUE, body TEXT)'])
  return db
}
const count = { sql: 'SELECT count(*) AS n FROM note' }

test('a store is made with its directory, logs ahead and syncs every commit', () => {
  const db = openDatabase(at('new'))
  expect(db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
  expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  expect(db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 })
  expect(db.get('PRAGMA busy_timeout')).toEqual({ timeout: 5000 })
  expect(statSync(join(home, 'new')).mode & 0o077).toBe(0)
  db.close()
  db.close()
})

test('a store is its owner’s alone, with its log, also where it was not', () => {
  opened('modes').close()
  chmodSync(join(home, 'modes'), 0o755)
  chmodSync(at('modes'), 0o644)
  const db = openDatabase(at('modes'))
  db.run('INSERT INTO note VALUES (?, ?)', 'a', 'one')
  for (const end of ['', '-wal', '-shm']) expect(statSync(`${at('modes')}${end}`).mode & 0o077).toBe(0)
  db.close()
})

test('what ends with the power is seen by others at once, and the next commit is synced again, also after a failure', () => {
  const db = opened('unsynced')
  const other = openDatabase(at('unsynced'))
  unsynced(db, () => db.run('INSERT INTO note VALUES (?, ?)', 'a', 'one'))
  expect(other.get(count.sql)).toEqual({ n: 1 })
  expect(() => unsynced(db, () => db.run('INSERT INTO note VALUES (?, ?)', 'a', 'two'))).toThrow()
  expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  other.close()
  db.close()
})

test('a closed store is whole in its one file', () => {
  const db = opened('whole-file')
  db.run('INSERT INTO note VALUES (?, ?)', 'a', 'one')
  db.close()
  expect(statSync(`${at('whole-file')}-wal`).size).toBe(0)
})

test('what was committed is there after reopening', () => {
  const first = opened('reopen')
  expect(first.run('INSERT INTO note VALUES (?, ?)', 'a', 'one')).toBe(1)
  first.close()
  const second = opened('reopen')
  expect(second.all('SELECT * FROM note')).toEqual([{ job: 'a', body: 'one' }])
  expect(second.get('SELECT * FROM note WHERE job = ?', 'b')).toBeUndefined()
  second.close()
})

test('a transaction is kept whole or not at all', () => {
  const db = opened('whole')
  const broken = () =>
    transaction(db, () => {
      db.run('INSERT INTO note VALUES (?, ?)', 'a', null)
      throw new Error('halfway')
    })
  expect(broken).toThrow('halfway')
  expect(db.get(count.sql)).toEqual({ n: 0 })
  expect(transaction(db, () => db.run('INSERT INTO note VALUES (?, ?)', 'a', null))).toBe(1)
  expect(db.get(count.sql)).toEqual({ n: 1 })
  db.close()
})

test('a transaction within a transaction is part of it, and one that waits is refused', () => {
  const db = opened('nested')
  const added = () => transaction(db, () => db.run('INSERT INTO note VALUES (?, ?)', 'within', null))
  expect(() =>
    transaction(db, () => {
      added()
      throw new Error('after all not')
    }),
  ).toThrow('after all not')
  expect(db.get('SELECT count(*) AS n FROM note')).toEqual({ n: 0 })
  expect(() => transaction(db, async () => db.run('INSERT INTO note VALUES (?, ?)', 'a', null))).toThrow('may not wait')
  expect(db.isInTransaction()).toBe(false)
  expect(db.get(count.sql)).toEqual({ n: 0 })
  db.close()
})

test('migrations run once each, in order, all or none', () => {
  const db = openDatabase(at('migrate'))
  migrate(db, ['CREATE TABLE a (x)'])
  expect(() => migrate(db, ['CREATE TABLE a (x)', 'CREATE TABLE b (x)', 'nonsense'])).toThrow('syntax error')
  expect(db.all("SELECT name FROM sqlite_schema WHERE type = 'table'")).toEqual([{ name: 'a' }])
  migrate(db, ['CREATE TABLE a (x)', 'CREATE TABLE b (x); CREATE TABLE c (x)'])
  expect(db.get('PRAGMA user_version')).toEqual({ user_version: 2 })
  expect(failureOf(() => migrate(db, []))).toEqual({
    code: 'disk.failed',
    path: at('migrate'),
    reason: 'written by a newer release of this program',
  })
  db.close()
})

test('a full disk is a failure, and what was committed before it stays', () => {
  const db = opened('full')
  db.run('INSERT INTO note VALUES (?, ?)', 'kept', 'x')
  db.exec('PRAGMA max_page_count = 8')
  const fill = () =>
    transaction(db, () => {
      for (let line = 0; line < 100; line++) db.run('INSERT INTO note VALUES (?, ?)', `${line}`, 'x'.repeat(1000))
    })
  expect(failureOf(fill)).toEqual({ code: 'disk.failed', path: at('full'), reason: 'the disk is full' })
  expect(db.isInTransaction()).toBe(false)
  expect(db.all('SELECT job FROM note')).toEqual([{ job: 'kept' }])
  db.close()
})

test('a store that cannot log ahead is refused', () =>
  expect(failureOf(() => openDatabase(':memory:'))).toMatchObject({
    code: 'disk.failed',
    reason: 'this disk does not allow journal_mode = WAL',
  }))

test('a file that cannot be written, opened or read is a failure in words', () => {
  mkdirSync(at('directory'), { recursive: true })
  mkdirSync(join(home, 'junk'))
  writeFileSync(at('junk'), 'this was never a database'.repeat(400))
  writeFileSync(join(home, 'file'), '')
  const readOnly = opened('read-only')
  readOnly.exec('PRAGMA query_only = 1')
  const reasons = [
    () => openDatabase(at('directory')),
    () => openDatabase(at('junk')),
    () => openDatabase(at('file')),
    () => openDatabase('/proc/station.db'),
    () => readOnly.run('INSERT INTO note VALUES (?, ?)', 'a', null),
  ].map((work) => failureOf(work))
  readOnly.close()
  expect(reasons).toMatchObject([
    { code: 'disk.failed', reason: 'the file cannot be opened' },
    { code: 'disk.failed', reason: 'the file is not a database' },
    { code: 'disk.failed', reason: 'a file is in the place of the directory' },
    { code: 'disk.failed', reason: 'the file cannot be opened' },
    { code: 'disk.failed', reason: 'the file cannot be written' },
  ])
})

test('a damaged file is a failure', () => {
  const db = opened('damaged')
  for (let line = 0; line < 50; line++) db.run('INSERT INTO note VALUES (?, ?)', `${line}`, 'x'.repeat(500))
  db.close()
  const bytes = new Uint8Array(statSync(at('damaged')).size - 4096).fill(0x5a)
  writeFileSync(at('damaged'), bytes, { flag: 'r+' })
  expect(failureOf(() => openDatabase(at('damaged')))).toMatchObject({ code: 'disk.failed' })
})

test('a breach of a constraint and a wrong statement are bugs and pass as they are', () => {
  const db = opened('bug')
  db.run('INSERT INTO note VALUES (?, ?)', 'a', null)
  expect(() => db.run('INSERT INTO note VALUES (?, ?)', 'a', null)).toThrow('UNIQUE constraint failed')
  expect(() => db.exec('SELEKT')).toThrow('syntax error')
  db.close()
})
