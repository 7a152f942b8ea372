// The only file that knows SQLite: WAL, every commit synced to disk, disk trouble as `disk.failed`.
import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite'
import { Failed } from '../../shared/failure'
import { diskFailed, diskReasonOf } from './sqlite-errors'

export type SqlValue = string | number | bigint | null | Uint8Array

/** An open store. Rows are `unknown`: parse them where they are read. */
export type Database = {
  readonly path: string
  readonly exec: (sql: string) => void
  readonly get: (sql: string, ...values: readonly SqlValue[]) => unknown
  readonly all: (sql: string, ...values: readonly SqlValue[]) => readonly unknown[]
  /** How many rows were changed. */
  readonly run: (sql: string, ...values: readonly SqlValue[]) => number
  readonly isInTransaction: () => boolean
  readonly close: () => void
}

const busyTimeoutMs = 5000

/** Opens the store, making it and its directory if need be. Fails with `disk.failed`. */
export function openDatabase(path: string): Database {
  const raw = guarded(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const opened = new DatabaseSync(path, { timeout: busyTimeoutMs })
    ownersAlone(path)
    // SQLite's own lower() knows no letters but those of English.
    opened.function('lowered', { deterministic: true }, (text: unknown) =>
      typeof text === 'string' ? text.toLowerCase() : null,
    )
    return opened
  })
  const db = databaseOf(path, raw)
  try {
    settle(db)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

// SQLite gives its log and its index the rights that the store has when it makes them.
function ownersAlone(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    const stat = statSync(file, { throwIfNoEntry: false })
    if (stat?.isFile() && stat.uid === process.getuid?.() && (stat.mode & 0o077) !== 0) chmodSync(file, 0o600)
  }
}

function databaseOf(path: string, raw: InstanceType<typeof DatabaseSync>): Database {
  const statements = new Map<string, StatementSyncInstance>()
  const prepared = (sql: string): StatementSyncInstance => {
    const statement = statements.get(sql) ?? raw.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return {
    path,
    exec: (sql) => guarded(path, () => raw.exec(sql)),
    get: (sql, ...values) => guarded(path, (): unknown => prepared(sql).get(...values)),
    all: (sql, ...values) => guarded(path, (): readonly unknown[] => prepared(sql).all(...values)),
    run: (sql, ...values) => guarded(path, () => Number(prepared(sql).run(...values).changes)),
    isInTransaction: () => raw.isTransaction,
    close: () => closeQuietly(raw),
  }
}

// The binding finalizes a statement only when it is collected, so SQLite does not see the last user go and would leave
// the newest rows in the log: move them into the file first, without waiting for anyone.
function closeQuietly(raw: InstanceType<typeof DatabaseSync>): void {
  if (!raw.isOpen) return
  try {
    raw.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // The rows stay safe in the log; closing does not fail.
  }
  raw.close()
}

// FULL syncs the log at every commit; NORMAL may lose the last commits with the power. SQLite ignores a PRAGMA it cannot
// or will not follow, so each is read back.
const settings = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', '2'],
  ['foreign_keys', 'ON', '1'],
] as const

function settle(db: Database): void {
  for (const [name, wanted, expected] of settings) {
    if (pragma(db, name) !== expected) db.exec(`PRAGMA ${name} = ${wanted}`)
    if (pragma(db, name) !== expected) throw diskFailed(db.path, `this disk does not allow ${name} = ${wanted}`)
  }
}

const pragma = (db: Database, name: string): string => {
  const row: unknown = db.get(`PRAGMA ${name}`)
  return String(Object.values(row ?? {})[0])
}

/** A step of a store's form: statements, or work on the rows there are. */
export type Step = string | ((db: Database) => void)

/** Brings the store to the newest form. `steps[n]` leads from version n to n + 1 and is never changed again. */
export function migrate(db: Database, steps: readonly Step[]): void {
  const versionOf = (): number => {
    const version = Number(pragma(db, 'user_version'))
    if (version > steps.length) throw diskFailed(db.path, 'written by a newer release of this program')
    return version
  }
  if (versionOf() === steps.length) return
  transaction(db, () => {
    // Asked again: another release may have had the lock meanwhile.
    for (const step of steps.slice(versionOf()))
      if (typeof step === 'string') db.exec(step)
      else step(db)
    db.exec(`PRAGMA user_version = ${steps.length}`)
  })
}

/** Whether it is there, and its form is not the newest. */
export function isOlder(db: Database, steps: readonly Step[]): boolean {
  const version = Number(pragma(db, 'user_version'))
  return version > 0 && version < steps.length
}

/** All of `work` or nothing of it. The write lock is taken at the start. `work` may not wait. Within another it is part of that one. */
export function transaction<T>(db: Database, work: () => T): T {
  if (db.isInTransaction()) return work()
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    if (result instanceof Promise) throw new Error('a transaction may not wait')
    db.exec('COMMIT')
    return result
  } catch (error) {
    rollback(db)
    throw error
  }
}

/**
 * For what means nothing any more once the power was gone: every process sees it at once, and the next commit syncs it.
 * What is begun here is not within a transaction.
 */
export function unsynced<T>(db: Database, work: () => T): T {
  db.exec('PRAGMA synchronous = NORMAL')
  try {
    return work()
  } finally {
    db.exec('PRAGMA synchronous = FULL')
  }
}

// A full disk ends the transaction by itself; a second failure must not hide the first.
function rollback(db: Database): void {
  if (!db.isInTransaction()) return
  try {
    db.exec('ROLLBACK')
  } catch (error) {
    if (!(error instanceof Failed)) throw error
  }
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const reason = diskReasonOf(error)
    throw reason === undefined ? error : diskFailed(path, reason)
  }
}
