import { setImmediate as turn } from 'node:timers/promises'
import { type BadRow, type Row, readRows } from '../../shared/intake/rows'
import type { IntakeRules } from '../../shared/intake/rules'
import { saleOf } from '../../shared/intake/sale'
import { createFolder, type Folder, rowsATurn } from './folder'
import type { Inbox } from './inbox'

export type TillFolderDeps = {
  readonly inbox: Pick<Inbox, 'takeAll'>
  readonly rules: IntakeRules
  readonly now: () => number
  readonly log: (line: string) => void
}

/** Sales in files, a part of a file at a time: good rows are taken, bad ones are named, and the corrected file may be put in again whole. */
export function createTillFolder(dir: string, { inbox, rules, now, log }: TillFolderDeps): Folder {
  const { countryCode } = rules
  const takePart = (rows: readonly Row[]): readonly BadRow[] => {
    const { good, bad } = readRows(rows, (value) => saleOf(value, { evidence: 'till-file', countryCode }, now()))
    const taken = inbox.takeAll(good.map(({ value }) => value))
    const conflicts = good
      .filter((_, at) => taken[at]?.is === 'conflict')
      .map(({ line }) => ({ line, reason: 'reference: was another sale before' }))
    return [...bad, ...conflicts].sort((left, right) => left.line - right.line)
  }
  const take = async (rows: readonly Row[]): Promise<readonly BadRow[]> => {
    const refused = rows.length === 0 ? [{ line: 0, reason: 'there is no sale in it' }] : []
    for (let from = 0; from < rows.length; from += rowsATurn) {
      refused.push(...takePart(rows.slice(from, from + rowsATurn)))
      await turn()
    }
    return refused
  }
  return createFolder({ dir, mostBytes: rules.till.mostFileBytes, take, log })
}
