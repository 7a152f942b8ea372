import type { Router } from '@orpc/server'
import type { Contract } from '../shared/contract'
import { Failed } from '../shared/failure'
import type { IntakeEntry } from '../shared/intake/entry'
import { maskedImsi, maskedPhone } from '../shared/intake/mask'
import type { JobId, JobRecord } from '../shared/job'
import { because } from '../shared/reason'
import type { StationState } from '../shared/station-state'
import { en } from '../shared/text/en'
import type { Text } from '../shared/text/text'
import { planFor } from './card/prepare'
import { eachChange } from './changes'
import { createComposerView } from './composer/composer-view'
import { createCardOrders } from './desk/card-orders'
import { lifeOf } from './desk/life'
import { exportRecords } from './desk/records-export'
import { readAsDevice } from './device/card'
import { inspectCard } from './device/inspect'
import { rehearseCard } from './device/rehearse-card'
import { batchHandlers } from './handlers/batch'
import { certificateHandlers } from './handlers/certificate'
import { figuresHandlers } from './handlers/figures'
import { lineHandlers } from './handlers/line'
import { os } from './handlers/os'
import { receiptHandlers } from './handlers/receipt'
import { phoneFor, registrationHandlers } from './handlers/registration'
import { settingsHandlers } from './handlers/settings'
import { sheetHandlers } from './handlers/sheet'
import { sha256 } from './hash'
import type { Station } from './station-parts'
import { createWindowMemory, type WindowMemory } from './window/window-memory'

/** Said in words: spelt out, the type would be too long for the compiler. */
export type Handlers = Router<Contract, Record<never, never>>

/** One handler for each procedure of the contract; a missing, extra or misspelt one does not compile. */
export const createHandlers = (
  station: Station,
  words: () => Text = () => en,
  window: WindowMemory = createWindowMemory(Date.now),
): Handlers => {
  const { composer, jobs, journal } = station
  const recordOf = (job: JobId): JobRecord => {
    const broken = jobs.brokenBy(job)
    if (broken) throw new Failed(broken)
    const record = journal.record(job)
    if (!record) throw new Failed({ code: 'request.invalid', path: 'job', reason: because('there is no job {}', job) })
    return record
  }
  /** What became of the job is the job's to say. */
  const withOutcome = (entry: IntakeEntry): IntakeEntry => {
    const record = entry.job && journal.record(entry.job)
    return record ? { ...entry, outcome: record.outcome } : entry
  }
  const reader = (named: string): Promise<string> => station.readers().nameOf(named)
  const orders = createCardOrders({ composer, jobs, isBench: station.isBench, reader })
  const view = createComposerView({
    composer,
    templates: station.templates,
    audit: journal.audit,
    readCard: async (named) => station.readers().withCard(await reader(named), ({ channel }) => readAsDevice(channel)),
  })
  return os.router({
    station: {
      changes: os.station.changes.handler(({ signal }) =>
        eachChange(
          () => ({ ...stateOf(station), ...window.state() }),
          (tell) => every(500, tell),
          signal,
        ),
      ),
      keep: os.station.keep.handler(({ input }) => window.keep(input.place)),
      kept: os.station.kept.handler(() => ({ place: window.kept() })),
    },
    reader: {
      changes: os.reader.changes.handler(({ signal }) =>
        eachChange(
          () => station.readers().state(),
          (tell) => station.readers().watch(tell),
          signal,
        ),
      ),
    },
    settings: settingsHandlers(station),
    certificate: certificateHandlers(station),
    message: {
      preview: os.message.preview.handler(({ input }) => composer.preview(input)),
      compose: os.message.compose.handler(({ input }) => view.compose(input)),
      reveal: os.message.reveal.handler(({ input }) => view.reveal(input, input)),
      diff: os.message.diff.handler(({ input }) => view.diff(input, input.against)),
    },
    template: { get: os.template.get.handler(({ input }) => view.form(input.template)) },
    card: {
      inspect: os.card.inspect.handler(async ({ input }) =>
        station
          .readers()
          .withCard(await reader(input.reader), (card) =>
            inspectCard(card, { hash: sha256, now: Date.now, words: words().card }),
          ),
      ),
      rehearse: os.card.rehearse.handler(async ({ input }) =>
        station.readers().withCard(await reader(input.reader), (card) => rehearseCard(card, station.keys)),
      ),
      blank: os.card.blank.handler(({ input }) => orders.blank(input)),
      prepare: os.card.prepare.handler(({ input }) => orders.prepare(input)),
      rebootstrap: os.card.rebootstrap.handler(({ input }) => orders.rebootstrap(input)),
      plan: os.card.plan.handler(async ({ input }) =>
        station
          .readers()
          .withCard(await reader(input.reader), async (card) => [
            ...(await planFor(card, input.preparation, station.keys)),
          ]),
      ),
    },
    job: {
      start: os.job.start.handler(({ input }) =>
        orders.write({ ...input, phone: phoneFor(station, input.device, input.phone).phone }),
      ),
      changes: os.job.changes.handler(({ input, signal }) =>
        eachChange(
          () => recordOf(input.job),
          (tell) =>
            both(
              journal.watch((job) => job === input.job && tell()),
              jobs.watchBroken(tell),
            ),
          signal,
        ),
      ),
      cancel: os.job.cancel.handler(({ input }) => jobs.cancel(input.job)),
      resume: os.job.resume.handler(async ({ input }) => {
        const at = input.reader && (await reader(input.reader))
        return jobs.resume(input.job, { reader: at || undefined, again: input.again })
      }),
      open: os.job.open.handler(() => [...journal.open(station.isBench)]),
      trace: os.job.trace.handler(({ input }) => [...(station.traces.read(recordOf(input.job).job) ?? [])]),
    },
    keys: {
      sets: os.keys.sets.handler(() => station.keys.list().map((set) => ({ ...set, cards: [...set.cards] }))),
      allow: os.keys.allow.handler(({ input }) => station.keys.allow(input.keySet, input.reason)),
      allowLastTries: os.keys.allowLastTries.handler(({ input }) =>
        station.keys.allowLastTries(input.iccid, input.reason),
      ),
      give: os.keys.give.handler(({ input }) => station.keys.give(input.what, input.typed)),
      givePin: os.keys.givePin.handler(({ input }) => station.keys.givePin(input.iccid, input.typed)),
      forgetPin: os.keys.forgetPin.handler(({ input }) => station.keys.forgetPin(input.iccid)),
    },
    device: {
      life: os.device.life.handler(({ input }) =>
        lifeOf(input.identity, { ...station, bench: station.isBench, countryCode: station.intakeRules.countryCode }),
      ),
    },
    registration: registrationHandlers(station),
    intake: {
      search: os.intake.search.handler(async ({ input }) => {
        const { total, held, entries } = await station.lookup.inbox({ ...input, bench: station.isBench })
        return { total, held, entries: entries.map(withOutcome).map(masked) }
      }),
      get: os.intake.get.handler(({ input }) => withOutcome(station.inbox().get(input.entry))),
      changes: os.intake.changes.handler(({ signal }) => {
        let jobs = 0
        return eachChange(
          () => ({ version: station.inbox().version(), jobs }),
          (tell) =>
            both(
              every(500, tell),
              journal.watch(() => {
                jobs++
                tell()
              }),
            ),
          signal,
        )
      }),
      allow: os.intake.allow.handler(({ input }) => station.inbox().allow(input.entry, input.reason)),
      refuse: os.intake.refuse.handler(({ input }) => station.inbox().refuse(input.entry, input.reason)),
    },
    receipt: receiptHandlers(station),
    sheet: sheetHandlers(station),
    batch: batchHandlers(station),
    line: lineHandlers(station),
    figures: figuresHandlers(station),
    records: {
      search: os.records.search.handler(async ({ input }) => {
        const { total, records } = await station.lookup.search({ ...input, bench: station.isBench })
        return { total, records: [...records] }
      }),
      get: os.records.get.handler(({ input }) => recordOf(input.job)),
      export: os.records.export.handler(({ input }) =>
        exportRecords(input, {
          lookup: station.lookup,
          bench: station.isBench,
          folder: station.reportsFolder,
          audit: journal.audit,
          now: Date.now,
        }),
      ),
      changes: os.records.changes.handler(({ signal }) => {
        // Counted, so that a second note of the same job is a change too.
        let last: { job: JobId; count: number } | undefined
        return eachChange(
          () => last,
          (tell) =>
            journal.watch((job) => {
              last = { job, count: (last?.count ?? 0) + 1 }
              tell()
            }),
          signal,
        )
      }),
    },
  })
}

/** A list is for many eyes; who must know a number asks for its entry. */
const masked = ({ phone, imsi, ...entry }: IntakeEntry): IntakeEntry => ({
  ...entry,
  ...(phone !== undefined && { phone: maskedPhone(phone) }),
  ...(imsi !== undefined && { imsi: maskedImsi(imsi) }),
})

const both = (stop: () => void, stopToo: () => void) => (): void => {
  stop()
  stopToo()
}

const every = (ms: number, tell: () => void): (() => void) => {
  const timer = setInterval(tell, ms)
  return () => clearInterval(timer)
}

function stateOf(station: Station): StationState {
  const wanted = station.keys.wanted()
  const { countryCode } = station.intakeRules
  return {
    bench: station.isBench,
    server: station.serverState(),
    owed: station.journal.owed(station.isBench),
    ...(countryCode && { countryCode }),
    hasCardKey: station.keys.hasSource,
    ...(station.keys.keySet !== undefined && { keySet: station.keys.keySet }),
    ...(wanted && { wanted }),
    templates: station
      .templates()
      .map(({ ref, template, from }) => ({ ...ref, title: template.title, format: template.card.format, from })),
  }
}
