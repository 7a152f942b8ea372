import { count, number } from './figures'

export const report = {
  title: (from: string, to: string) => `Shift report, ${from} to ${to}`,
  ofBatch: (batch: string) => `Of batch ${batch} only.`,
  outcomes: 'Cards worked on',
  other: 'Not finished',
  batches: 'Reconciliation',
  noBatches: 'No batch was open.',
  columns: {
    batch: 'Batch',
    issued: 'Issued',
    good: 'Good',
    rejects: 'Rejects',
    unused: 'Unused',
    open: 'In work or waiting',
    exact: 'Adds up',
  },
  exact: 'yes',
  notExact: 'not yet',
  firstTries: (tried: number, failed: number) => `${count(tried, 'card', 'cards')} tried, ${number(failed)} FAIL`,
  written: (file: string) => `The report is in ${file}.`,
  save: 'Shift report as PDF',
  saved: (path: string) => `Saved: ${path}`,
}
