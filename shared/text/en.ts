import { batchCommands } from './en/batch-commands'
import { batches } from './en/batches'
import { card } from './en/card'
import { certificate } from './en/certificate'
import { charts } from './en/charts'
import { commandLine } from './en/command-line'
import { composer } from './en/composer'
import { conflicts } from './en/conflicts'
import { counter } from './en/counter'
import { decode } from './en/decode'
import { device } from './en/device'
import { enrolment } from './en/enrolment'
import { factory } from './en/factory'
import { failure } from './en/failure'
import { identity } from './en/identity'
import { intake } from './en/intake'
import { job, outcome, phase } from './en/job'
import { keys } from './en/keys'
import { line } from './en/line'
import { lineRun } from './en/line-run'
import { lint } from './en/lint'
import { list } from './en/list'
import { plain } from './en/plain'
import { preparation } from './en/preparation'
import { problem } from './en/problem'
import { push } from './en/push'
import { readers } from './en/readers'
import { reason } from './en/reason'
import { receipt } from './en/receipt'
import { records } from './en/records'
import { registration } from './en/registration'
import { repair } from './en/repair'
import { report } from './en/report'
import { scan } from './en/scan'
import { settings } from './en/settings'
import { station } from './en/station'
import { template } from './en/template'
import { trace } from './en/trace'
import { way } from './en/way'
import { wizard } from './en/wizard'
import type { Text } from './text'

const shown = {
  language: 'en',
  direction: 'ltr',
  failure,
  way,
  phase,
  outcome,
  identity,
  intake,
  job,
  line,
  lint,
  list,
  plain,
  problem,
  readers,
  reason,
  receipt,
  records,
  report,
  repair,
  scan,
  settings,
  station,
  wizard,
  batches,
  card,
  certificate,
  charts,
  preparation,
  composer,
  conflicts,
  counter,
} satisfies Text

/** What the window says, and what only the command line does. */
export const en = {
  ...shown,
  batchCommands,
  commandLine,
  decode,
  device,
  enrolment,
  factory,
  keys,
  lineRun,
  push,
  registration,
  template,
  trace,
}
