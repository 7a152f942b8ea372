// The nonces of DM 1.2 sign-ins, which outlive a session: on disk before they are told.
import { z } from 'zod'
import type { ServerAccount } from '../../../../shared/message/account'
import { type Database, migrate, openDatabase } from '../../../records/sqlite'
import type { Nonces } from './dm1-session'

const statements = [
  `CREATE TABLE nonce (
     server TEXT NOT NULL, device TEXT NOT NULL, client BLOB NOT NULL, own BLOB NOT NULL,
     PRIMARY KEY (server, device)) STRICT, WITHOUT ROWID`,
]

const Row = z.object({ client: z.instanceof(Uint8Array), own: z.instanceof(Uint8Array) })

export type NonceStore = {
  /** Those of the last session; of a device that never came, those of its account. */
  readonly of: (account: ServerAccount, devId: string) => Nonces
  readonly keep: (serverId: string, devId: string, nonces: Nonces) => void
  readonly close: () => void
}

export function openNonces(path: string): NonceStore {
  const db: Database = openDatabase(path)
  migrate(db, statements)
  return {
    of: ({ id, client, server }, devId) => {
      const row = db.get('SELECT client, own FROM nonce WHERE server = ? AND device = ?', id, devId)
      if (row !== undefined) {
        const kept = Row.parse(row)
        return { client: kept.client, server: kept.own }
      }
      const first = (credential: ServerAccount['client']): Uint8Array => credential?.nonce?.reveal() ?? new Uint8Array()
      return { client: first(client), server: first(server) }
    },
    keep: (serverId, devId, { client, server }) => {
      db.run(
        'INSERT INTO nonce VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET client = excluded.client, own = excluded.own',
        ...[serverId, devId, client, server],
      )
    },
    close: () => db.close(),
  }
}
