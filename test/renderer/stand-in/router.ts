import { type AnyRouter, implement, ORPCError } from '@orpc/server'
import type { Batch } from '../../../shared/batch'
import { contract } from '../../../shared/contract'
import { Failed } from '../../../shared/failure'
import { type DeviceId, devIdOf } from '../../../shared/identity/device'
import type { JobId, JobRecord } from '../../../shared/job'
import type { Preview } from '../../../shared/preview'
import { because } from '../../../shared/reason'
import { reportOn } from './cards'
import { certificate, secretUsed } from './certificate'
import { compositionOf, differenceTo, formOf, revealedAt } from './composer'
import { conflicts } from './conflicts'
import { figuresOf } from './figures'
import { readingOf } from './identities'
import { inboxAfter } from './inbox'
import { resumeJob, startJob } from './jobs'
import { lifeOf } from './life'
import { batchAt, laneRecord } from './line'
import { hashAt } from './numbers'
import { receiptOf } from './receipt'
import { chooseIn, tellLine, tellStation, type World } from './world'

const os = implement(contract).use(async ({ next }) => {
  try {
    return await next()
  } catch (error) {
    if (error instanceof Failed) throw new ORPCError('FAILED', { data: error.failure, defined: true })
    throw error
  }
})
const refusal = { message: 'FAILED' } as const
const noServer = { code: 'server.unreachable', reason: because('nothing listens at the address') } as const

const noPaper = { code: 'print.failed', reason: 'the printer is out of paper' } as const
const noEntry = { code: 'request.invalid', path: 'entry', reason: because('there is nothing left to decide') } as const

/** Every procedure of the contract, answered from a world in memory. */
export const router = (world: World): AnyRouter =>
  os.router({
    station: {
      changes: os.station.changes.handler(({ signal }) => follow(world, 'station', signal, world.now.station)),
      keep: os.station.keep.handler(() => undefined),
      kept: os.station.kept.handler(() => ({})),
    },
    settings: {
      changes: os.settings.changes.handler(({ signal }) => follow(world, 'settings', signal, world.now.settings)),
      choose: os.settings.choose.handler(({ input }) => chooseIn(world, input)),
    },
    certificate: {
      get: os.certificate.get.handler(() => certificate),
      enrol: os.certificate.enrol.handler(({ errors }) => {
        throw errors.FAILED({ ...refusal, data: secretUsed })
      }),
      renew: os.certificate.renew.handler(() => certificate),
    },
    reader: { changes: os.reader.changes.handler(({ signal }) => follow(world, 'readers', signal, world.now.readers)) },
    message: {
      preview: os.message.preview.handler(({ input }) => previewOf(world, input.device, input.template)),
      compose: os.message.compose.handler(({ input }) => compositionOf(input)),
      reveal: os.message.reveal.handler(({ input }) => revealedAt(input, input.node)),
      diff: os.message.diff.handler(({ input }) => differenceTo(input, input.against)),
    },
    template: { get: os.template.get.handler(({ input }) => formOf(input.template)) },
    card: {
      inspect: os.card.inspect.handler(({ errors, input }) => {
        const reader = world.now.readers.readers.find(({ name }) => name === input.reader)
        if (reader?.card === 'present') return reportOn(reader)
        throw errors.FAILED({ ...refusal, data: { code: 'card.absent', reader: input.reader } })
      }),
      rehearse: os.card.rehearse.handler(({ errors, input }) => {
        throw errors.FAILED({ ...refusal, data: { code: 'card.absent', reader: input.reader } })
      }),
      blank: os.card.blank.handler(({ errors, input }) => {
        throw errors.FAILED({ ...refusal, data: { code: 'card.absent', reader: input.reader } })
      }),
      prepare: os.card.prepare.handler(({ errors, input }) => {
        throw errors.FAILED({ ...refusal, data: { code: 'card.absent', reader: input.reader } })
      }),
      rebootstrap: os.card.rebootstrap.handler(({ errors, input }) => {
        const reader = world.now.readers.readers.find(({ name }) => name === input.reader)
        if (reader?.card === 'present')
          return startJob(world, input.device, reader, { template: input.template, kind: 'rebootstrap' })
        throw errors.FAILED({ ...refusal, data: { code: 'card.absent', reader: input.reader } })
      }),
      plan: os.card.plan.handler(({ errors, input }) => {
        throw errors.FAILED({ ...refusal, data: { code: 'card.absent', reader: input.reader } })
      }),
    },
    job: {
      start: os.job.start.handler(({ input, errors }) => {
        const reader = world.now.readers.readers.find(({ name }) => name === input.reader)
        if (reader?.card !== 'present')
          throw errors.FAILED({ ...refusal, data: { code: 'card.absent', reader: input.reader } })
        return startJob(world, input.device, reader, input)
      }),
      changes: os.job.changes.handler(({ input, signal }) => followRecord(world, input.job, signal)),
      cancel: os.job.cancel.handler(({ input }) => {
        const record = recordOf(world, input.job)
        world.now.jobs.set(input.job, { ...record, failure: { code: 'job.cancelled' } })
      }),
      resume: os.job.resume.handler(({ input, errors }) => {
        const record = recordOf(world, input.job)
        const reader = world.now.readers.readers.find(({ name }) => name === (input.reader ?? record.reader))
        if (reader?.card !== 'present')
          throw errors.FAILED({ ...refusal, data: { code: 'card.absent', reader: record.reader } })
        return resumeJob(world, record)
      }),
      open: os.job.open.handler(() => newestFirst(world).filter(isOpen)),
      trace: os.job.trace.handler(() => []),
    },
    keys: {
      sets: os.keys.sets.handler(() => []),
      allow: os.keys.allow.handler(() => undefined),
      allowLastTries: os.keys.allowLastTries.handler(() => undefined),
      give: os.keys.give.handler(() => tellStation(world, { wanted: undefined })),
      givePin: os.keys.givePin.handler(() => undefined),
      forgetPin: os.keys.forgetPin.handler(() => undefined),
    },
    device: {
      life: os.device.life.handler(({ input }) => lifeOf(input.identity)),
    },
    registration: {
      register: os.registration.register.handler(({ errors }) => {
        throw errors.FAILED({ ...refusal, data: noServer })
      }),
      status: os.registration.status.handler(() => ({ isOwed: false, registrations: [] })),
      release: os.registration.release.handler(({ errors }) => {
        throw errors.FAILED({ ...refusal, data: noServer })
      }),
      transfer: os.registration.transfer.handler(({ errors }) => {
        throw errors.FAILED({ ...refusal, data: noServer })
      }),
      conflicts: os.registration.conflicts.handler(() => [...conflicts]),
      resolve: os.registration.resolve.handler(({ errors }) => {
        throw errors.FAILED({ ...refusal, data: noServer })
      }),
    },
    intake: {
      search: os.intake.search.handler(({ input }) => {
        const inbox = inboxAfter(world.now.decided)
        const entries = inbox.filter(({ state }) => input.state.length === 0 || input.state.includes(state))
        return { total: entries.length, held: inbox.filter(({ state }) => state === 'held').length, entries }
      }),
      get: os.intake.get.handler(({ errors, input }) => {
        const entry = inboxAfter(world.now.decided).find(({ id }) => id === input.entry)
        if (entry) return entry
        throw errors.FAILED({ ...refusal, data: noEntry })
      }),
      changes: os.intake.changes.handler(async function* () {
        yield { version: 0, jobs: 0 }
      }),
      allow: os.intake.allow.handler(({ errors, input }) => {
        world.now.decided.add(input.entry)
        throw errors.FAILED({ ...refusal, data: noEntry })
      }),
      refuse: os.intake.refuse.handler(({ errors, input }) => {
        world.now.decided.add(input.entry)
        throw errors.FAILED({ ...refusal, data: noEntry })
      }),
    },
    receipt: {
      get: os.receipt.get.handler(receiptOf),
      print: os.receipt.print.handler(({ errors }) => {
        throw errors.FAILED({ ...refusal, data: noPaper })
      }),
    },
    sheet: {
      print: os.sheet.print.handler(() => ({ state: 'printed', printer: 'Office' })),
      save: os.sheet.save.handler(() => ({ state: 'saved', path: '/home/line/commands-en.pdf' })),
    },
    batch: {
      pieces: os.batch.pieces.handler(() => []),
      pick: os.batch.pick.handler(() => ({ path: '/home/line/identities.csv' })),
      get: os.batch.get.handler(() => batchAt({})),
      reject: os.batch.reject.handler(() => batchAt({})),
      report: os.batch.report.handler(() => ({ batch: batchAt({}), isExact: false, rejects: {}, open: [] })),
      preview: os.batch.preview.handler(() => readingOf(false)),
      import: os.batch.import.handler(() => readingOf(true)),
      list: os.batch.list.handler(() => [...world.now.batches]),
      create: os.batch.create.handler(({ input }) => batchAt({ order: { ...input, bench: true } })),
      start: os.batch.start.handler(() => turned(world, 'running')),
      pause: os.batch.pause.handler(() => turned(world, 'paused')),
      close: os.batch.close.handler(() => turned(world, 'closed')),
      changes: os.batch.changes.handler(async function* () {
        yield { version: 0 }
      }),
    },
    line: {
      changes: os.line.changes.handler(({ signal }) => follow(world, 'line', signal, world.now.line)),
      choose: os.line.choose.handler(() => undefined),
      arm: os.line.arm.handler(({ input }) => tellLine(world, { ...world.now.line, isArmed: input.isArmed })),
      scanned: os.line.scanned.handler(() => undefined),
      reject: os.line.reject.handler(() => undefined),
    },
    figures: {
      get: os.figures.get.handler(({ input }) => figuresOf(input)),
      report: os.figures.report.handler(({ errors }) => {
        throw errors.FAILED({ ...refusal, data: noPaper })
      }),
    },
    records: {
      search: os.records.search.handler(({ input }) => {
        const all = newestFirst(world)
          .filter(({ outcome }) => input.outcome.length === 0 || input.outcome.includes(outcome))
          .filter(({ device, iccid }) => `${device} ${iccid}`.toLowerCase().includes(input.text.toLowerCase()))
        return { total: all.length, records: all.slice(0, input.limit) }
      }),
      get: os.records.get.handler(({ input }) => recordOf(world, input.job)),
      export: os.records.export.handler(({ input }) => ({
        path: `/home/station/reports/records.${input.as}`,
        count: 3,
      })),
      changes: os.records.changes.handler(async function* ({ signal }) {
        for await (const { job } of world.told.subscribe('record', { signal })) yield { job }
      }),
    },
  })

/** The batch on the line, in another state. */
function turned(world: World, state: Batch['state']): Batch {
  tellLine(world, { ...world.now.line, state })
  return batchAt({ state })
}

const isOpen = ({ outcome, torn, finishedBy }: JobRecord): boolean =>
  outcome === 'running' || outcome === 'INTERRUPTED' || (torn && finishedBy === undefined)

const newestFirst = ({ now }: World): JobRecord[] =>
  [...now.jobs.values()].sort((one, other) => other.startedAt.localeCompare(one.startedAt))

const recordOf = (world: World, job: JobId): JobRecord => world.now.jobs.get(job) ?? laneRecord(world, job)

async function* follow<Name extends 'station' | 'readers' | 'settings' | 'line'>(
  { told }: World,
  name: Name,
  signal: AbortSignal | undefined,
  first: World['now'][Name],
): AsyncGenerator<World['now'][Name]> {
  yield first
  yield* told.subscribe(name, { signal }) as AsyncGenerator<World['now'][Name]>
}

async function* followRecord(world: World, job: JobId, signal: AbortSignal | undefined): AsyncGenerator<JobRecord> {
  yield recordOf(world, job)
  for await (const record of world.told.subscribe('record', { signal })) if (record.job === job) yield record
}

function previewOf({ now }: World, device: DeviceId, name: string): Preview {
  const template = now.station.templates.find((one) => one.name === name)
  if (template === undefined) throw new Error(`no template ${name}`)
  const [, value = ''] = device.split(':')
  return {
    device,
    devId: devIdOf(device),
    template: { name, sha256: template.sha256 },
    format: template.format,
    sha256: hashAt(8),
    bytes: 412,
    warnings: [],
    rows: [
      { label: 'server', value: 'dm.nordwind.example', aside: 'Nordwind Mobile', isSecret: false },
      { label: 'address', value: 'https://dm.nordwind.example/dm', isSecret: false },
      { label: 'sign-in', value, isSecret: false },
      { label: 'device-secret', value: '', aside: '9C 1F 66', isSecret: true },
      { label: 'server-secret', value: '', aside: 'E2 07 3D', isSecret: true },
      { label: 'access-point', value: 'internet.nordwind', isSecret: false },
      { label: 'registered-with', value: 'dm.nordwind.example', isSecret: false },
      { label: 'size', value: '412 bytes', isSecret: false },
    ],
  }
}
