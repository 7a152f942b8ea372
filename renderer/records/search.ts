import { identityOf } from '../../shared/identity/device'
import { readScan } from '../../shared/identity/scan'
import { station } from '../station/client'
import { outcomesOf, recordsFound, useRecords } from './store'

/** Asks for what the search says now; an answer to an older question is dropped. */
export async function searchRecords(): Promise<void> {
  const { text, filter, limit } = useRecords.getState()
  const found = await station.records.search({
    text: soughtIn(text),
    outcome: [...outcomesOf(filter)],
    limit,
  })
  const now = useRecords.getState()
  if (now.text === text && now.filter === filter && now.limit === limit) recordsFound(found)
}

/** A whole identity is sought in its one spelling, whatever label it was scanned from; anything else as it was typed. */
export function soughtIn(text: string): string {
  const scan = readScan(text)
  if (scan.kind === 'device') return identityOf(scan.device).value
  if (scan.kind === 'iccid') return scan.iccid
  return text.trim().slice(0, 64)
}
