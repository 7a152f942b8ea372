import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inRoot } from '../../build/stamp.mjs'

const { DatabaseSync } = createRequire(inRoot('package.json'))('@photostructure/sqlite')

/**
 * What the piles of cards, the screen, the records, the export and the report say, held against the cards themselves and
 * the rows of the DM Server, which no station has a hand in.
 */
export async function reckon({ bench, batch, cards, piles, left, shift }) {
  const wrong = [...shift.wrong]
  const revealed = ['--reveal', '--reason', 'cards of a shift are held against their records']
  const records = await bench.run('records', 'export', '--batch', batch, ...revealed)
  const table = await bench.table('records', 'export', '--batch', batch, '--csv', ...revealed)
  const [{ batch: report }] = await bench.run('batch', 'report', batch)
  const devicesOfServer = devicesAt(join(bench.home, 'bench'))
  const good = new Map(records.filter(({ verdict }) => verdict === 'PASS').map((record) => [record.iccid, record]))
  const kept = new Map(piles.map((card) => [card.iccid, card]))

  let wrongGreen = 0
  const holders = new Map()
  for (const [iccid, record] of good) {
    const lies = liesOf(kept.get(iccid), record, devicesOfServer)
    const other = holders.get(record.device)
    if (other) lies.push(`its device is on card ${other}, too`)
    holders.set(record.device, iccid)
    if (lies.length > 0) wrongGreen++
    for (const lie of lies) wrong.push(`card ${iccid} is green, but ${lie}`)
  }
  for (const { iccid, pile, lane } of piles) {
    const isGreen = pile === 'pass' || pile === 'hold'
    if (isGreen === good.has(iccid)) continue
    if (isGreen) wrongGreen++
    wrong.push(`lane ${lane} showed ${pile} for card ${iccid}, its record says otherwise`)
  }
  const files = shift.bundle ? await filesIn(shift.bundle, bench) : undefined
  for (const { iccid, device } of files ? good.values() : [])
    if (!files.has(devIdOf(device))) wrong.push(`card ${iccid} is good, but its device has no file`)
  const { counts } = report
  wrong.push(...differencesOf(records, table))
  for (const { iccid, verdicts } of shift.told.records) {
    const exported = records.filter((record) => record.iccid === iccid).map(({ verdict }) => verdict)
    if (exported.join() !== verdicts.join())
      wrong.push(`the screen calls card ${iccid} ${verdicts}, the export ${exported}`)
  }
  for (const [name, count] of Object.entries(shift.told.sums))
    if (counts[name] !== count) wrong.push(`the screen says ${count} ${name}, the report ${counts[name]}`)
  const sound = piles.filter(({ trouble }) => !trouble).map(({ iccid }) => recordsOf(records, iccid))
  for (const { iccid, failure } of sound.flat().filter(({ verdict }) => verdict === 'FAIL'))
    wrong.push(`card ${iccid} is sound and was left in, but called bad: ${failure.code}`)
  const atFirst = sound.filter((jobs) => jobs.length === 1 && jobs[0].verdict === 'PASS')
  const pass = good.size
  const fail = piles.filter(({ pile }) => pile === 'reject').length
  const unused = left.length
  const error = cards - pass - fail - unused
  const told = { good: pass, rejects: fail, unused }
  for (const [name, count] of Object.entries(told))
    if (counts[name] !== count) wrong.push(`the report says ${counts[name]} ${name}, there are ${count}`)
  if (report.state !== 'closed') wrong.push(`the batch is ${report.state}`)
  const isExact = counts.good + counts.rejects + counts.unused === counts.issued && counts.issued === cards
  const reconciled = isExact && wrong.length === 0 && error === 0
  const { kills, stops } = shift
  const sums = { cards, pass, fail, error, unused, ...(files && { files: files.size }) }
  const firstTry = `${Math.round((1000 * atFirst.length) / sound.length) / 10} %`
  const reckoning = { ...sums, wrongGreen, reconciled, firstTry, kills, stops }
  return { reckoning, wrong }
}

const recordsOf = (records, iccid) => records.filter((record) => record.iccid === iccid)

/** Whom the bundle of the batch has a file for, once anybody would believe it. */
async function filesIn(bundle, bench) {
  await bench.run('factory', 'verify', bundle)
  const { messages } = JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8'))
  return new Set(messages.map((message) => message.for.devId))
}

/** As a device names itself. */
const devIdOf = (device) => device.toUpperCase()

/** Whether both exports say the same of each job. */
function differencesOf(records, table) {
  const said = new Map(table.map((row) => [row.job, row]))
  const columns = ['verdict', 'outcome', 'iccid', 'device', 'sha256', 'batch']
  const different = records.filter((record) => {
    const row = said.get(record.job)
    return !row || columns.some((name) => row[name] !== (record[name] ?? ''))
  })
  const lost = table.length === records.length ? [] : [`${table.length} rows, but ${records.length} records`]
  return [...lost, ...different.map(({ job }) => `the row of job ${job} is not its record`)]
}

/** What of a green card is not so: by its own bytes, and by the rows of the DM Server. */
function liesOf(card, record, devicesOfServer) {
  if (!card) return ['nobody has taken it out']
  const lies = []
  const file = card.dump.files.find(({ path }) => path.endsWith('6421'))
  const bytes = Buffer.from(file?.hex ?? '', 'hex').subarray(0, record.bytes)
  const digits = record.device.replace(/^\w+:/, '').slice(0, 14)
  if (createHash('sha256').update(bytes).digest('hex') !== record.sha256)
    lies.push('its bytes are not those of the record')
  if (nameIn(bytes) !== record.device.toUpperCase()) lies.push('its bytes do not name its device')
  if (card.trouble === 'wrong-key' || card.trouble === 'small') lies.push(`it is a ${card.trouble} card`)
  if (!devicesOfServer.has(digits)) lies.push('the DM Server does not know its device')
  return lies
}

/** By what name the device signs in with the account that is on the card (OMA DM 2.0: Data is in Base64). */
function nameIn(bytes) {
  try {
    const [{ MOData }] = JSON.parse(bytes.toString('utf8'))
    const [account] = Object.values(MOData)
    return Buffer.from(account.Auth.Trsp.Data, 'base64').toString('utf8').toUpperCase()
  } catch {
    return undefined
  }
}

/** Values of identities in the server's own rows. */
export function devicesAt(dir) {
  const db = new DatabaseSync(join(dir, 'server.db'), { readOnly: true })
  try {
    return new Set(
      db
        .prepare('SELECT value FROM identity')
        .all()
        .map(({ value }) => value),
    )
  } finally {
    db.close()
  }
}
