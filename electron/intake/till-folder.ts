import { type BadRow, type Row, readRows } from '../../shared/intake/rows'
import type { IntakeRules } from '../../shared/intake/rules'
import { saleOf } from '../../shared/intake/sale'
import { createFolder, type Folder } from './folder'
import type { Inbox } from './inbox'

export type TillFolderDeps = {
  readonly inbox: Pick<Inbox, 'takeAll'>
  readonly rules: IntakeRules
  readonly now: () => number
  readonly log: (line: string) => void
}

/** Sales in files: good rows are taken, bad ones are named, and the corrected file may be put in again whole. */
export function createTillFolder(dir: string, { inbox, rules, now, log }: TillFolderDeps): Folder {
  const take = (rows: readonly Row[]): readonly BadRow[] => {
    if (rows.length === 0) return [{ line: 0, reason: 'there is no sale in it' }]
    const { countryCode } = rules
    const { good, bad } = readRows(rows, (value) => saleOf(value, { evidence: 'till-file', countryCode }, now()))
    const taken = inbox.takeAll(good.map(({ value }) => value))
    const conflicts = good
      .filter((_, at) => taken[at]?.is === 'conflict')
      .map(({ line }) => ({ line, reason: 'reference: was another sale before' }))
    return [...bad, ...conflicts].sort((left, right) => left.line - right.line)
  }
  return createFolder({ dir, mostBytes: rules.till.mostFileBytes, take, log })
}
