import { createJournal } from '../../electron/records/journal'
import { keepRecord } from '../../electron/records/record-keys'
import { openDatabase, transaction } from '../../electron/records/sqlite'
import { parseDevice } from '../../shared/identity/device'
import { luhnDigit } from '../../shared/identity/luhn'
import { JobId, type JobRecord, phases } from '../../shared/job'

const failures = [
  { code: 'card.too-small', needBytes: 412, haveBytes: 256 },
  { code: 'card.too-small', needBytes: 412, haveBytes: 256 },
  { code: 'card.mute', reader: 'R', command: 'SELECT' },
  { code: 'card.mismatch', offset: 3 },
] as const

/** A shift that ends at `end`: a card every twenty seconds in eight readers, and one bad hour of the fifth. */
export function keepShift(database: string, end: number, count = 1400): void {
  const db = openDatabase(database)
  createJournal(db, () => end)
  transaction(db, () => {
    for (let at = 0; at < count; at++) keepRecord(db, recordAt(at, end - (count - at) * 20_000))
  })
  db.close()
}

function recordAt(at: number, startedAt: number): JobRecord {
  const reader = at % 8
  const isBad = (at > 740 && at < 960 && reader === 4) || at % 97 === 5
  const failure = failures[at % failures.length]
  const body = `3569380${String(at).padStart(7, '0')}`
  const late = (at * at * 31) % 23
  return {
    job: JobId.parse(`10000000-0000-4000-8000-${String(at).padStart(12, '0')}`),
    kind: 'write',
    outcome: isBad ? 'FAIL' : 'PASS',
    ...(isBad && failure && { failure }),
    device: parseDevice(`imei:${body}${luhnDigit(body)}`),
    iccid: `89490200001${at < 700 ? 2 : 3}${String(at).padStart(7, '0')}`,
    reader: `Virtual PCD 00 0${reader}`,
    template: { name: 'training', sha256: 'a'.repeat(64) },
    format: 'dm2',
    phases: phases.map((name, index) => ({ name, outcome: 'done', ms: [60, 4200, 3100, 800, 300][index] ?? 0 })),
    commands: 41,
    keys: { adm1: { triesLeft: 3 } },
    accounts: [],
    registration: { state: 'accepted', id: `r-${at}` },
    torn: false,
    bench: true,
    startedAt: new Date(startedAt + late * 400).toISOString(),
    endedAt: new Date(startedAt + 9000).toISOString(),
  }
}
