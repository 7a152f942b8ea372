import type { ImportReport, ImportStep } from '../../../shared/import'

const report: ImportReport = {
  file: 'identities.csv',
  sha256: '5d41'.repeat(16),
  rows: 600,
  good: 594,
  wrong: { 'check-digit': 3, duplicate: 2, formula: 1 },
  findings: [
    { row: 17, column: 'IMEI', what: 'check-digit', value: '•••• 4476' },
    { row: 18, column: 'IMEI', what: 'duplicate', value: '•••• 4435' },
    { row: 102, column: 'site', what: 'formula', value: '=HYPE' },
    { row: 240, column: 'IMEI', what: 'check-digit', value: '•••• 1174' },
    { row: 241, column: 'IMEI', what: 'duplicate', value: '•••• 9080' },
    { row: 599, column: 'IMEI', what: 'check-digit', value: '•••• 3355' },
  ],
  columns: { device: 'IMEI', site: 'site' },
  unused: ['Colour', 'Pallet'],
}

/** A list that is read in a moment. `range` in its name is a list without a fault. */
export async function* readingOf(isTaken: boolean): AsyncGenerator<ImportStep> {
  for (const percent of [10, 55, 90]) yield { at: 'reading', rows: percent * 6, percent }
  const isGood = isTaken || location.search.includes('good')
  yield { at: 'done', isTaken, report: isGood ? { ...report, good: 600, wrong: {}, findings: [] } : report }
}
