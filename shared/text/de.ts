import { batches } from './de/batches'
import { card } from './de/card'
import { certificate } from './de/certificate'
import { charts } from './de/charts'
import { composer } from './de/composer'
import { conflicts } from './de/conflicts'
import { counter } from './de/counter'
import { failure } from './de/failure'
import { identity } from './de/identity'
import { intake } from './de/intake'
import { job, outcome, phase } from './de/job'
import { line } from './de/line'
import { lint } from './de/lint'
import { list } from './de/list'
import { plain } from './de/plain'
import { preparation } from './de/preparation'
import { problem } from './de/problem'
import { readers } from './de/readers'
import { reason } from './de/reason'
import { receipt } from './de/receipt'
import { records } from './de/records'
import { repair } from './de/repair'
import { report } from './de/report'
import { scan } from './de/scan'
import { settings } from './de/settings'
import { station } from './de/station'
import { way } from './de/way'
import { wizard } from './de/wizard'
import type { Text } from './text'

export const de: Text = {
  language: 'de',
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
}
