import { batches } from './ar/batches'
import { card } from './ar/card'
import { certificate } from './ar/certificate'
import { charts } from './ar/charts'
import { composer } from './ar/composer'
import { conflicts } from './ar/conflicts'
import { counter } from './ar/counter'
import { failure } from './ar/failure'
import { identity } from './ar/identity'
import { intake } from './ar/intake'
import { job, outcome, phase } from './ar/job'
import { line } from './ar/line'
import { lint } from './ar/lint'
import { list } from './ar/list'
import { plain } from './ar/plain'
import { preparation } from './ar/preparation'
import { problem } from './ar/problem'
import { readers } from './ar/readers'
import { reason } from './ar/reason'
import { receipt } from './ar/receipt'
import { records } from './ar/records'
import { repair } from './ar/repair'
import { report } from './ar/report'
import { scan } from './ar/scan'
import { settings } from './ar/settings'
import { station } from './ar/station'
import { way } from './ar/way'
import { wizard } from './ar/wizard'
import type { Text } from './text'

export const ar: Text = {
  language: 'ar',
  direction: 'rtl',
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
}
