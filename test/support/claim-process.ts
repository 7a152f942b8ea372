// A process that claims as many identities of a batch as it gets, orders a job for each, and ends. Told: its folder, its number, cards from.
import { createBatches } from '../../electron/records/batches'
import { createJournal } from '../../electron/records/journal'
import { ownerOf } from '../../electron/records/owner'
import { openDatabase } from '../../electron/records/sqlite'
import { BatchId } from '../../shared/batch'
import { parseDevice } from '../../shared/identity/device'
import { JobId } from '../../shared/job'

const [folder = '', batch = '', own = '0', scans = ''] = process.argv.slice(2)
const db = openDatabase(`${folder}/station.db`)
const journal = createJournal(db, Date.now)
const owner = ownerOf(process.pid)
const batches = createBatches(db, owner, Date.now)
const template = { name: 'training', sha256: 'a'.repeat(64) }
const devices = scans === '' ? [] : scans.split(',').map(parseDevice)

for (let number = 0; ; number++) {
  const job = JobId.parse(`00000000-0000-4000-8000-${String(Number(own) * 100_000 + number).padStart(12, '0')}`)
  const iccid = `89490${own}${String(number).padStart(13, '0')}`
  const device = devices[number]
  if (devices.length > 0 && !device) break
  const claim = batches.claim({ batch: BatchId.parse(batch), iccid, job, ...(device && { device }) })
  if (claim.claim !== 'claimed' && claim.claim !== 'taken') break
  if (claim.claim !== 'claimed') continue
  const card = { kind: 'write', device: claim.unit.device, reader: 'R1', iccid, template, format: 'dm2' } as const
  const order = { ...card, variables: {}, add: false, batch: BatchId.parse(batch), bench: false }
  journal.append(job, { note: 'ordered', order, owner })
  process.stdout.write(`${claim.unit.device}\n`)
}
db.close()
