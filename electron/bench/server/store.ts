// What the server keeps: registrations, who holds which identity, and the answers it gave.
import { z } from 'zod'
import { type Database, migrate, openDatabase } from '../../records/sqlite'
import { RegistrationRequest, ServerState } from '../../server/wire'
import type { Canonical } from './identity'
import { Reply } from './problem'

const statements = [
  `CREATE TABLE registration (
     id TEXT PRIMARY KEY, tenant TEXT NOT NULL, state TEXT NOT NULL, request TEXT NOT NULL,
     created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;
   CREATE TABLE identity (
     type TEXT NOT NULL, value TEXT NOT NULL, registration TEXT NOT NULL REFERENCES registration (id),
     PRIMARY KEY (type, value)) STRICT, WITHOUT ROWID;
   CREATE INDEX identity_of ON identity (registration);
   CREATE TABLE answer (
     tenant TEXT NOT NULL, key TEXT NOT NULL, payload TEXT NOT NULL, reply TEXT NOT NULL, at INTEGER NOT NULL,
     PRIMARY KEY (tenant, key)) STRICT;
   CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
]

const Stored = z.object({
  id: z.string(),
  tenant: z.string(),
  state: ServerState,
  request: z.string(),
  created_at: z.number(),
  updated_at: z.number(),
})

export type Registration = {
  readonly id: string
  readonly tenant: string
  readonly state: ServerState
  readonly request: RegistrationRequest
  readonly createdAt: number
  readonly updatedAt: number
}

const Kept = z.object({ payload: z.string(), reply: z.string() })
/** An answer that was given, and the hash of the payload it answers. */
export type KeptAnswer = { readonly payload: string; readonly reply: Reply }

// Stations may have been without a network for a week; a month is ample.
const keptForMs = 30 * 24 * 3600 * 1000

export function openStore(path: string, now: number): Database {
  const db = openDatabase(path)
  migrate(db, statements)
  db.run('DELETE FROM answer WHERE at < ?', now - keptForMs)
  return db
}

export function registrationOf(db: Database, id: string): Registration | undefined {
  const row = db.get('SELECT * FROM registration WHERE id = ?', id)
  return row === undefined ? undefined : parsed(row)
}

/** Who holds any of the identities, each registration once. */
export function holdersOf(db: Database, identities: readonly Canonical[]): readonly Registration[] {
  const holders = new Map<string, Registration>()
  for (const { type, value } of identities) {
    const sql =
      'SELECT r.* FROM registration r JOIN identity i ON i.registration = r.id WHERE i.type = ? AND i.value = ?'
    const row = db.get(sql, type, value)
    if (row === undefined) continue
    const holder = parsed(row)
    holders.set(holder.id, holder)
  }
  return [...holders.values()]
}

/** Adds it or brings it up to date; its identities are held by it from now on. */
export function keepRegistration(db: Database, at: Registration, identities: readonly Canonical[]): void {
  db.run(
    `INSERT INTO registration VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id)
     DO UPDATE SET state = excluded.state, request = excluded.request, updated_at = excluded.updated_at`,
    ...[at.id, at.tenant, at.state, JSON.stringify(at.request), at.createdAt, at.updatedAt],
  )
  for (const { type, value } of identities)
    db.run(
      'INSERT INTO identity VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET registration = excluded.registration',
      ...[type, value, at.id],
    )
}

export function answerFor(db: Database, tenant: string, key: string): KeptAnswer | undefined {
  const row = db.get('SELECT payload, reply FROM answer WHERE tenant = ? AND key = ?', tenant, key)
  if (row === undefined) return undefined
  const { payload, reply } = Kept.parse(row)
  return { payload, reply: Reply.parse(JSON.parse(reply)) }
}

export function keepAnswer(db: Database, tenant: string, key: string, answer: KeptAnswer, now: number): void {
  db.run('INSERT INTO answer VALUES (?, ?, ?, ?, ?)', tenant, key, answer.payload, JSON.stringify(answer.reply), now)
}

export function settingOf(db: Database, name: string): string | undefined {
  const row = db.get('SELECT value FROM setting WHERE name = ?', name)
  return row === undefined ? undefined : z.object({ value: z.string() }).parse(row).value
}

export function keepSetting(db: Database, name: string, value: string): void {
  db.run('INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value', name, value)
}

function parsed(row: unknown): Registration {
  const { id, tenant, state, request, created_at, updated_at } = Stored.parse(row)
  const body = RegistrationRequest.parse(JSON.parse(request))
  return { id, tenant, state, request: body, createdAt: created_at, updatedAt: updated_at }
}
