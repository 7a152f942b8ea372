import type { JobRecord } from '../../shared/job'
import type { Search } from './found'

export type OfCard = { readonly iccid: string; readonly bench: boolean }

type Page = { readonly records: readonly JobRecord[] }

/** How many records are looked at together: few cards have more. */
const PAGE = 50

/** What a person has set aside is found as FAIL, and ended well all the same: its message is on the card. */
const outcome = ['PASS', 'OWED', 'FAIL'] as const

/** The newest record of a card that ended well and is so, however many of it did not. */
export function newestOfCard(
  search: (search: Search) => Page,
  { iccid, bench }: OfCard,
  isSo: (record: JobRecord) => boolean,
): JobRecord | undefined {
  for (let before: JobRecord | undefined; ; ) {
    const { records } = search({ text: iccid, outcome, bench, limit: PAGE, before })
    const found = records.find((one) => one.iccid === iccid && one.outcome !== 'FAIL' && isSo(one))
    if (found || records.length < PAGE) return found
    before = records.at(-1)
  }
}
