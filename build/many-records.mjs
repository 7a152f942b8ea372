// Records of a line that worked for months, as the journal keeps them: two models one after the other, eight readers, some
// cards bad.

const some = 10_000
const hundredThousands = (number) => `Nordwind-${Math.floor(number / 100_000)}`
/** A job has some ten; what is asked of notes is seen with fewer. */
const notesOfEach = 3
const hourMs = 3_600_000

/** What a number's record says; `count` is how many there are. `parts`: modules of the program. */
export function manyRecords(count, { luhn }, batchOf = hundredThousands) {
  /** Of two models, one after the other, as on a line: all of one begin alike. */
  const imeiOf = (number) => {
    const body = `${number < 0.6 * count ? '356938' : '866938'}${String(number).padStart(8, '0')}`
    return body + luhn.luhnDigit(body)
  }
  const iccidOf = (number) => {
    const body = `894902${String(number * 7).padStart(12, '0')}`
    return body + luhn.luhnDigit(body)
  }
  /** The last are still owed to the DM Server. */
  const goodOf = (number) => (number < count - 1000 ? 'PASS' : 'OWED')
  return {
    imeiOf,
    iccidOf,
    recordOf: (number) => recordOf(number, imeiOf(number), iccidOf(number), batchOf(number), goodOf(number)),
  }
}

/** Nothing of it has to outlive this program. */
export function fillRecords(path, count, parts, batchOf) {
  const { recordOf } = manyRecords(count, parts, batchOf)
  const db = parts.sqlite.openDatabase(path)
  parts.journal.createJournal(db, Date.now)
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -500000')
  for (let first = 0; first < count; first += some)
    parts.sqlite.transaction(db, () => {
      for (let number = first; number < Math.min(count, first + some); number++)
        parts.keys.keepRecord(db, { ...recordOf(number), torn: number % 100 === 7 })
    })
  db.close()
}

/** Notes behind the records, and the pieces of one batch that all of them were. */
export function fillBehind(path, count, parts, batch) {
  const db = parts.sqlite.openDatabase(path)
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -500000')
  parts.sqlite.transaction(db, () => {
    for (let each = 0; each < notesOfEach; each++)
      db.run(`INSERT INTO note (job, at, note) SELECT job, 0, '{"note":"began","phase":"write"}' FROM record`)
    const states = { good: `outcome IN ('PASS', 'OWED')`, reject: `outcome = 'FAIL'`, waiting: `outcome = 'ERROR'` }
    const inAll = (which) => Number(Object.values(db.get(`SELECT count(*) FROM record WHERE ${which}`))[0])
    db.run(
      `INSERT INTO batch (batch, bench, ordered, state, issued, good, rejects, waiting, known, created_at, changed)
       VALUES (?, 0, ?, 'running', ?, ?, ?, ?, ?, 0, 1)`,
      ...[batch.batch, JSON.stringify(batch), count, ...Object.values(states).map(inAll), count],
    )
    db.run(`INSERT INTO import (import, batch, state, owner, at) VALUES (1, ?, 'taken', '', 0)`, batch.batch)
    for (const [state, which] of Object.entries(states)) {
      db.run(
        `INSERT INTO unit (import, bench, identity, device, state) SELECT 1, 0, substr(device, 6, 14), device,
           '${state === 'good' ? 'good' : 'claimed'}' FROM record WHERE ${which}`,
      )
      db.run(
        `INSERT INTO piece (batch, bench, iccid, identity, device, job, state, reason, at)
         SELECT ?, 0, iccid, substr(device, 6, 14), device, job, '${state}',
           ${state === 'reject' ? `'write'` : 'NULL'}, 0 FROM record WHERE ${which}`,
        batch.batch,
      )
    }
  })
  db.close()
}

/** Entries of an inbox, a sale behind each record, some of the first so old that their numbers are to be forgotten. */
export function fillInbox(path, database, { sqlite, inbox }) {
  const db = sqlite.openDatabase(path)
  inbox.createInboxStore(db, false)
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -500000')
  db.exec(`ATTACH '${database}' AS station`)
  db.run(
    `INSERT INTO entry (source, evidence, reference, device, body, phone, marks, state, why, count, seen_at, first_at, last_at,
       bench, changed) SELECT 'pos', 'till', 'sale ' || rowid, device, substr(device, 6, 14), '+49170' || (1000000 + rowid),
       '', iif(rowid % 1000 = 0, 'held', 'ordered'), 'trusted', 1, rowid, rowid, iif(rowid <= 5000, rowid, ? + rowid), 0, 1 FROM station.record`,
    Date.now() - hourMs,
  )
  db.close()
}

function recordOf(number, imei, iccid, batch, good) {
  const outcome = number % 50_000 === 17 ? 'ERROR' : number % 50 === 7 ? 'FAIL' : good
  const phases = ['compose', 'write', 'verify', 'rehearse', 'register']
  return {
    ...{ job: jobOf(number), kind: 'write', outcome, device: `imei:${imei}`, iccid },
    ...{ atr: '3b9f96801fc78031e073fe211b66d00177970d00', reader: `Reader ${number % 8}`, format: 'dm2' },
    batch,
    template: { name: 'nordwind', sha256: 'a'.repeat(64) },
    sha256: 'b'.repeat(64),
    bytes: 412,
    phases: phases.map((name, at) => ({ name, outcome: 'done', ms: 100 * at + (number % 90) })),
    commands: 41,
    keys: { adm1: { triesLeft: 3 } },
    accounts: [{ serverId: 'dm.nordwind.example', url: 'https://dm.nordwind.example/dm' }],
    registration: { state: 'accepted', id: `r-${number}` },
    torn: false,
    bench: false,
    startedAt: startedAt(number),
    endedAt: startedAt(number),
    ...(outcome === 'FAIL' && { failure: { code: 'card.mismatch', offset: 3 } }),
  }
}

export function jobOf(number) {
  const hex = (Math.imul(number, 2654435761) >>> 0).toString(16).padStart(8, '0')
  return `${hex}-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export function startedAt(number) {
  return new Date(Date.UTC(2026, 0, 1) + number * 9000).toISOString()
}
