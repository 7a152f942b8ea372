import type { Batch, BatchReport, Counts } from '../../batch'
import type { ImportReport } from '../../import'
import { batches } from './batches'
import { count, number } from './figures'

const sums = ({ issued, good, rejects, unused, working, waiting }: Counts): string =>
  `${number(issued)} issued = ${number(good)} good + ${count(rejects, 'reject', 'rejects')} + ${number(unused)} unused` +
  (working + waiting === 0 ? '' : ` + ${number(working)} in work + ${number(waiting)} waiting`)

/** Work orders on the command line. */
export const batchCommands = {
  line: ({ order, state, counts }: Batch) =>
    `${order.batch.padEnd(20)} ${batches.states[state].padEnd(14)} ${order.template.name}  ${sums(counts)}`,
  sums,
  identities: (known: number, free: number) => `${count(known, 'identity', 'identities')} known, ${number(free)} free`,
  file: (rows: string, { columns, unused, sheets }: Pick<ImportReport, 'columns' | 'unused' | 'sheets'>) =>
    [
      rows,
      ...Object.entries(columns).map(([what, column]) => `${what} from ${column}`),
      ...(unused.length === 0 ? [] : [`not used: ${unused.join(', ')}`]),
      ...(sheets ? [`of sheet ${sheets.read}; not read: ${sheets.unread.join(', ')}`] : []),
    ].join('; '),
  more: (findings: number) => `… and ${number(findings)} more`,
  taken: (rows: number, batch: string) => `${count(rows, 'identity is', 'identities are')} in ${batch} now.`,
  spare: (rows: number) => `That is ${number(rows)} more than the order has pieces; the rest are spare.`,
  fit: 'Nothing is wrong with it. Nothing was taken, as asked.',
  notTaken: 'Nothing was taken.',
  rejects: (reasons: BatchReport['rejects']) =>
    Object.entries(reasons)
      .map(([reason, pieces]) => `${reason} ${number(pieces)}`)
      .join(', '),
  exact: (isExact: boolean) => (isExact ? 'Every piece is accounted for.' : 'Not every piece is accounted for yet.'),
  none: 'No batches. Those of the training bench are shown while it runs.',
}
