// Tables of batches, in plain SQL: several stations may share one PostgreSQL later. What must not be twice is a
// constraint here, and no code decides it. A training bench's batches claim nothing of real ones.

/** Steps of the store, after those before them. */
export const batchSchema = `CREATE TABLE batch (batch TEXT PRIMARY KEY, bench INTEGER NOT NULL, ordered TEXT NOT NULL,
     state TEXT NOT NULL, stopped_by TEXT, issued INTEGER NOT NULL,
     good INTEGER NOT NULL DEFAULT 0, rejects INTEGER NOT NULL DEFAULT 0, working INTEGER NOT NULL DEFAULT 0,
     waiting INTEGER NOT NULL DEFAULT 0, known INTEGER NOT NULL DEFAULT 0, free INTEGER NOT NULL DEFAULT 0,
     created_at INTEGER NOT NULL, started_at INTEGER, closed_at INTEGER, changed INTEGER NOT NULL,
     CHECK (good >= 0 AND rejects >= 0 AND working >= 0 AND waiting >= 0 AND free >= 0),
     CHECK (good + rejects + working + waiting <= issued));
   CREATE INDEX batch_by_change ON batch (changed);
   CREATE TABLE import (import INTEGER PRIMARY KEY, batch TEXT NOT NULL REFERENCES batch, state TEXT NOT NULL,
     owner TEXT NOT NULL, at INTEGER NOT NULL);
   CREATE INDEX import_of_batch ON import (batch, import);
   CREATE TABLE unit (seq INTEGER PRIMARY KEY, import INTEGER NOT NULL REFERENCES import, bench INTEGER NOT NULL,
     identity TEXT NOT NULL, device TEXT NOT NULL, variables TEXT, state TEXT NOT NULL, file TEXT,
     UNIQUE (identity, bench));
   CREATE INDEX unit_free ON unit (import, seq) WHERE state = 'free';
   CREATE TABLE piece (seq INTEGER PRIMARY KEY, batch TEXT NOT NULL REFERENCES batch, bench INTEGER NOT NULL,
     iccid TEXT, identity TEXT, device TEXT, job TEXT UNIQUE, owner TEXT, state TEXT NOT NULL, reason TEXT,
     ruled INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL);
   CREATE UNIQUE INDEX piece_of_card ON piece (iccid, bench) WHERE state IN ('working', 'waiting', 'good');
   CREATE UNIQUE INDEX piece_of_identity ON piece (identity, bench) WHERE state IN ('working', 'waiting', 'good');
   CREATE INDEX piece_by_card ON piece (batch, iccid);
   CREATE INDEX piece_by_identity ON piece (batch, identity);
   CREATE INDEX piece_by_state ON piece (batch, state, seq);`

/** Secrets of a row, which only the station's key opens; they go when its device is done. */
export const sealedSchema = 'ALTER TABLE unit ADD COLUMN sealed BLOB'

/** Whether a device is registered is asked for each row of a list. */
export const deviceSchema =
  "CREATE INDEX record_by_device ON record (bench, device, started) WHERE outcome IN ('PASS', 'OWED')"

/** Claims whose job was never ordered are looked for at every start. */
export const batchSearchSchema = `CREATE INDEX piece_working ON piece (job) WHERE state = 'working'`

/** The program whose lanes work for it now. */
export const holderSchema = 'ALTER TABLE batch ADD COLUMN holder TEXT'

/** The piece that has an identity: while it does, no other gets it or gives it up. */
export const unitHolderSchema = `ALTER TABLE unit ADD COLUMN holder INTEGER;
   UPDATE unit SET holder = newest.seq
     FROM (SELECT max(seq) AS seq, identity, bench FROM piece WHERE state <> 'back' GROUP BY identity, bench) AS newest
     WHERE newest.identity = unit.identity AND newest.bench = unit.bench AND unit.state <> 'free'`

/** What a closed batch leaves is swept some at a time, and its rejects are counted by their reasons. */
export const leftSchema = `CREATE INDEX unit_claimed ON unit (import, seq) WHERE state = 'claimed';
   CREATE INDEX piece_rejected ON piece (batch, reason) WHERE state = 'reject'`
