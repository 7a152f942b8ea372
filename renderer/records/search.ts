import { identityOf } from '../../shared/identity/device'
import { readScan } from '../../shared/identity/scan'
import type { JobId } from '../../shared/job'
import { countLimit } from '../../shared/records-query'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { read } from '../station/read'
import { type Found, newestFound, olderFound, outcomesOf, pageOf, recordsFound, recordTold, useRecords } from './store'

const asked = () => {
  const { text, filter } = useRecords.getState()
  return { text: soughtIn(text), outcome: [...outcomesOf(filter)], limit: pageOf }
}

/** Whether an answer is to what the search says now. */
function whileAsked(): () => boolean {
  const { text, filter } = useRecords.getState()
  return () => useRecords.getState().text === text && useRecords.getState().filter === filter
}

/** Asks for what the search says now; an answer to an older question is dropped. */
export async function searchRecords(): Promise<void> {
  const isStillAsked = whileAsked()
  const found = await read('records', station.records.search(asked()))
  if (found && isStillAsked()) recordsFound(found)
}

/** What changed is looked at again: the newest page, and the record itself if it is further down in the list. */
export async function lookAgain(job: JobId): Promise<void> {
  const isStillAsked = whileAsked()
  const found = await read('records', station.records.search(asked()))
  if (found === undefined || !isStillAsked()) return
  newestFound(found)
  const isBehind = useRecords
    .getState()
    .found?.records.slice(found.records.length)
    .some((one) => one.job === job)
  if (!isBehind) return
  const told = await answerOf(station.records.get({ job }))
  if (told.ok) recordTold(told.value)
}

/** The next page, if there is one. */
export async function walkOn(): Promise<void> {
  const isStillAsked = whileAsked()
  const { found } = useRecords.getState()
  const last = found?.records.at(-1)
  if (!found || !last || !hasMore(found)) return
  const before = { startedAt: last.startedAt, job: last.job }
  const older = await read('records', station.records.search({ ...asked(), before }))
  if (older && isStillAsked()) olderFound(older.records)
}

/** Counted up to the limit only: from there on there may be more. */
const hasMore = ({ total, records }: Found): boolean => total >= countLimit || records.length < total

/** A whole identity is sought in its one spelling, whatever label it was scanned from; anything else as it was typed. */
export function soughtIn(text: string): string {
  const scan = readScan(text)
  if (scan.kind === 'device') return identityOf(scan.device).value
  if (scan.kind === 'iccid') return scan.iccid
  return text.trim().slice(0, 64)
}
