// What the server keeps: registrations, who holds which identity, the answers it gave, batches, and events on their way.
import { z } from 'zod'
import { RegistrationRequest } from '../../../shared/registration/schema'
import { RegistrationState } from '../../../shared/registration/state'
import { type Database, migrate, openDatabase } from '../../records/sqlite'
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
  `ALTER TABLE registration ADD COLUMN request_sha256 TEXT NOT NULL DEFAULT '${'0'.repeat(64)}';
   ALTER TABLE registration ADD COLUMN history TEXT NOT NULL DEFAULT '[]';
   CREATE TABLE operation (
     id TEXT PRIMARY KEY, tenant TEXT NOT NULL, state TEXT NOT NULL, total INTEGER NOT NULL, done INTEGER NOT NULL,
     failed INTEGER NOT NULL, items TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
   CREATE TABLE result (
     operation TEXT NOT NULL REFERENCES operation (id) ON DELETE CASCADE, done INTEGER NOT NULL, lines TEXT NOT NULL,
     PRIMARY KEY (operation, done)) STRICT;
   CREATE TABLE subscription (id TEXT PRIMARY KEY, tenant TEXT NOT NULL, request TEXT NOT NULL) STRICT;
   CREATE TABLE event (
     seq INTEGER PRIMARY KEY, subscription TEXT NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
     body TEXT NOT NULL) STRICT;
   CREATE INDEX event_of ON event (subscription, seq)`,
]

const Step = z.object({ state: RegistrationState, at: z.number(), cause: z.string() })
export type HistoryStep = Readonly<z.infer<typeof Step>>

const Stored = z.object({
  id: z.string(),
  tenant: z.string(),
  state: RegistrationState,
  request: z.string(),
  request_sha256: z.string(),
  history: z.string(),
  created_at: z.number(),
  updated_at: z.number(),
})

/** As it is kept; times are milliseconds. */
export type Kept = {
  readonly id: string
  readonly tenant: string
  readonly state: RegistrationState
  readonly request: RegistrationRequest
  readonly requestSha256: string
  readonly history: readonly HistoryStep[]
  readonly createdAt: number
  readonly updatedAt: number
}

const KeptReply = z.object({ payload: z.string(), reply: z.string() })
/** An answer that was given, and the hash of the payload it answers. */
export type KeptAnswer = { readonly payload: string; readonly reply: Reply }

// Stations may have been without a network for a week; a month is ample.
const keptForMs = 30 * 24 * 3600 * 1000

export function openStore(path: string, now: number): Database {
  const db = openDatabase(path)
  migrate(db, statements)
  db.run('DELETE FROM answer WHERE at < ?', now - keptForMs)
  db.run(`DELETE FROM operation WHERE at < ? AND state = 'done'`, now - keptForMs)
  return db
}

export function registrationOf(db: Database, id: string): Kept | undefined {
  const row = db.get('SELECT * FROM registration WHERE id = ?', id)
  return row === undefined ? undefined : parsed(row)
}

/** Longest unchanged first. */
export const registrationsIn = (db: Database, states: readonly RegistrationState[]): readonly Kept[] =>
  db
    .all(
      'SELECT * FROM registration WHERE state IN (SELECT value FROM json_each(?)) ORDER BY updated_at, rowid',
      JSON.stringify(states),
    )
    .map(parsed)

/** Who holds any of the identities, each registration once. */
export function holdersOf(db: Database, identities: readonly Canonical[]): readonly Kept[] {
  const holders = new Map<string, Kept>()
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
export function keepRegistration(db: Database, at: Kept, identities: readonly Canonical[]): void {
  db.run(
    `INSERT INTO registration (id, tenant, state, request, request_sha256, history, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET tenant = excluded.tenant, state = excluded.state,
     request = excluded.request, request_sha256 = excluded.request_sha256, history = excluded.history,
     updated_at = excluded.updated_at`,
    ...[at.id, at.tenant, at.state, JSON.stringify(at.request), at.requestSha256, JSON.stringify(at.history)],
    ...[at.createdAt, at.updatedAt],
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
  const { payload, reply } = KeptReply.parse(row)
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

/** What was taken under a looser rule is still there. */
const StoredRequest = RegistrationRequest.extend({
  reach: z.strictObject({ msisdn: z.string().optional(), tls: z.string().optional() }).optional(),
})

function parsed(row: unknown): Kept {
  const { id, tenant, state, request, request_sha256, history, created_at, updated_at } = Stored.parse(row)
  return {
    id,
    tenant,
    state,
    request: StoredRequest.parse(JSON.parse(request)),
    requestSha256: request_sha256,
    history: Step.array().parse(JSON.parse(history)),
    createdAt: created_at,
    updatedAt: updated_at,
  }
}
