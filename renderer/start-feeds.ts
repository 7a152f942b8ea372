import type { JobId } from '../shared/job'
import { returnAfterReload } from './after-reload'
import { refreshBatches } from './batches/ask'
import { askFigures } from './charts/ask'
import { isShort, useCharts } from './charts/store'
import { followDraft } from './composer/follow-draft'
import { refreshConflicts } from './conflicts/ask'
import { lookAtSale } from './counter/confirm'
import { lookAtReceipt } from './counter/sale'
import { useCounter } from './counter/store'
import { followSecrets } from './follow-secrets'
import { followInbox } from './intake/follow-inbox'
import { searchIntake } from './intake/search'
import { coalesced } from './jobs/coalesced'
import { createFollower, refreshJobs } from './jobs/follow-job'
import { shownJob, useJobs } from './jobs/store'
import { hearLine } from './line/hear'
import { createSound } from './line/sound'
import { lineChanged, useLine } from './line/store'
import { readStory } from './line/story'
import { usePlace } from './place/store'
import { cardsMoved, jobsMoved, useInspection } from './readers/inspection'
import { readersChanged, useReaders } from './readers/store'
import { lookAgain, searchRecords } from './records/search'
import { useRecords } from './records/store'
import { lookAtBench } from './repair/follow-card'
import { benchLeft, deviceLeft, useRepair } from './repair/store'
import { settingsChanged } from './settings/store'
import { station } from './station/client'
import { followAlways } from './station/follow'
import { readAgain } from './station/read-again'
import { stationChanged, useStation } from './station/store'
import { askForm, useVariables } from './variables/store'
import { openJob } from './wizard/order'
import { planForgotten, reviewAnew } from './wizard/preparing'
import { at, useWizard } from './wizard/store'
import { lookAtTarget } from './wizard/target'
import { useLastTemplate } from './wizard/template'

const countMs = 5000

/** Begins to follow what the station tells, and returns to where the window was. */
export function startFeeds(): void {
  const refresh = coalesced(refreshJobs)
  const search = coalesced(searchRecords)
  let changed: JobId | undefined
  const again = coalesced(async () => changed && lookAgain(changed))
  const count = coalesced(askFigures)
  const dispute = coalesced(refreshConflicts)

  void followAlways('station', () => station.station.changes(), stationChanged)
  void followAlways(
    'readers',
    () => station.reader.changes(),
    (state) => {
      readersChanged(state, Date.now())
      if (cardsMoved(state.readers)) deviceLeft()
    },
  )
  void followAlways(
    'journal',
    () => station.records.changes(),
    ({ job }) => {
      refresh()
      changed = job
      if (usePlace.getState().place === 'records') again()
      if (usePlace.getState().place === 'intake') dispute()
    },
  )
  followInbox()
  void followAlways('settings', () => station.settings.changes(), settingsChanged)
  refresh()
  readAgain({
    jobs: refreshJobs,
    records: searchRecords,
    inbox: searchIntake,
    conflicts: refreshConflicts,
    batches: refreshBatches,
  })
  followShownJobs()
  returnAfterReload()
  followLine()

  useWizard.subscribe(lookAtTarget)
  useReaders.subscribe(lookAtTarget)
  usePlace.subscribe(lookAtTarget)
  useCounter.subscribe(lookAtSale)
  useReaders.subscribe(lookAtSale)
  usePlace.subscribe(lookAtSale)
  useVariables.subscribe(lookAtSale)
  useInspection.subscribe(({ now }) => {
    if (now.state !== 'read') planForgotten()
    lookAtTarget()
    lookAtSale()
  })
  for (const store of [usePlace, useReaders, useInspection, useRepair, useStation, useLastTemplate, useVariables])
    store.subscribe(lookAtBench)
  for (const store of [useStation, useLastTemplate]) store.subscribe(coalesced(askForm))
  followDraft()
  usePlace.subscribe(benchLeft)
  followSecrets()
  usePlace.subscribe(({ place }, before) => {
    if (place === 'records' && before.place !== 'records') search()
    if (place === 'records' && before.place !== 'records' && useRecords.getState().view === 'charts') count()
    if (place === 'intake' && before.place !== 'intake') dispute()
  })
  useRecords.subscribe((now, before) => {
    if (now.text !== before.text || now.filter !== before.filter) search()
  })
  useRecords.subscribe(({ view }, before) => {
    if (view === 'charts' && before.view !== 'charts') count()
  })
  useCharts.subscribe(({ period, own, of }, before) => {
    if (period !== before.period || own !== before.own || of !== before.of) count()
  })
  // Counting is work for the station: it is asked now and then, only while somebody looks, and not for weeks.
  setInterval(() => {
    const isSeen = usePlace.getState().place === 'records' && useRecords.getState().view === 'charts'
    if (isSeen && isShort(useCharts.getState().period)) count()
  }, countMs)
  useJobs.subscribe(({ open }, before) => jobsMoved(before.open, open))
}

/** The jobs that pages are at, and what comes of them there. */
function followShownJobs(): void {
  const followJobs = createFollower()
  const follow = () => followJobs([at(), useRepair.getState().at, useCounter.getState().at].flatMap(jobOf))
  for (const store of [useWizard, useRepair, useCounter]) store.subscribe(follow)
  useJobs.subscribe(lookAtReceipt)
  useJobs.subscribe(() => {
    const state = at()
    if (state.step !== 'job') return
    const { record } = shownJob(state.job)
    if (state.review && record?.outcome === 'PASS') return reviewAnew(state.review)
    if (record?.finishedBy) openJob(record.finishedBy)
  })
}

const jobOf = (state: { readonly step: string; readonly job?: JobId }): readonly JobId[] =>
  state.job === undefined ? [] : [state.job]

/** The line, its batches and its sounds. */
function followLine(): void {
  const story = coalesced(readStory)
  void followAlways('line', () => station.line.changes(), lineChanged)
  void followAlways('work', () => station.batch.changes(), coalesced(refreshBatches))
  useLine.subscribe((now, before) => {
    if (now.attention !== before.attention || (now.attention.is === 'story' && now.line !== before.line)) story()
  })
  hearLine(createSound(() => new AudioContext()))
}
