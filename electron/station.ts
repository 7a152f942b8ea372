// Builds every part once, for the window and the command line alike.
import { randomUUID } from 'node:crypto'
import type { StationState } from '../shared/contract'
import { Failed } from '../shared/failure'
import { IntakeRules } from '../shared/intake/rules'
import { JobId } from '../shared/job'
import type { Secret } from '../shared/secret'
import { type Composer, createComposer } from './composer'
import { pathsOf } from './home'
import { createInbox, type Inbox } from './intake/inbox'
import { orderRegistration, originOf } from './intake-orders'
import { type Delivery, startDelivery } from './job/deliver'
import { startFollowing } from './job/follow'
import { createJobs, type Jobs } from './job/jobs'
import { createRegistrationDesk, type RegistrationDesk } from './job/registrations'
import type { Driver } from './reader/driver'
import { createReaders, type Readers } from './reader/readers'
import { createInboxStore } from './records/inbox'
import { createJournal, type Journal } from './records/journal'
import { createOutbox, type Outbox } from './records/outbox'
import { ownerOf } from './records/owner'
import { createRegistrations } from './records/registrations'
import { openDatabase } from './records/sqlite'
import { createDmServerClient } from './server/client'
import { subscribeToEvents } from './server/events'
import { registerOwed, requestOf } from './server/owed'
import { registrationOf } from './server/registration'
import { readBatchKey, readCardKey, type Settings } from './settings'
import { listTemplates, type StoredTemplate, templateFolders } from './templates'

export type StationDeps = {
  readonly home: string
  readonly settings: Settings
  /** Made only when a reader is asked for: most commands need none. */
  readonly driver: () => Driver
  /** Instead of the key of the settings. */
  readonly admFile?: string | undefined
  readonly now: () => number
  readonly log: (line: string) => void
}

export type Station = {
  readonly isBench: boolean
  readonly readers: () => Readers
  readonly composer: Composer
  readonly journal: Journal
  readonly outbox: Outbox
  readonly jobs: Jobs
  /** Opened when something comes in or is asked for. */
  readonly inbox: () => Inbox
  readonly intakeRules: IntakeRules
  readonly templates: () => readonly StoredTemplate[]
  readonly serverState: () => StationState['server']
  readonly hasCardKey: boolean
  /** Asks the DM Server now and then whether it is there, for a page that shows it. Returns the way to stop. */
  readonly watchServer: () => () => void
  /** Asks the DM Server for what is owed now. */
  readonly hurry: () => void
  readonly registrations: RegistrationDesk
  /** Keeps the records of registrations up to date with the DM Server. Returns the way to stop. */
  readonly follow: () => () => Promise<void>
  readonly close: () => Promise<void>
}

/** Fails with `disk.failed` if the home cannot be used. */
export function createStation(deps: StationDeps): Station {
  const { home, settings, now, log } = deps
  const paths = pathsOf(home)
  const owner = ownerOf(process.pid)
  const folders = templateFolders(home, settings.bench !== undefined)
  const db = openDatabase(paths.database)
  const journal = createJournal(db, now)
  const outbox = createOutbox(db)
  const registrations = createRegistrations(db)
  const { server } = settings
  const client = server && createDmServerClient(server)
  const admFile = deps.admFile ?? settings.admFile
  const composer = createComposer({
    folders,
    batchKey: () => readBatchKey(settings.batchKeyFile),
    serverHost: server && new URL(server.url).host,
  })

  let readers: Readers | undefined
  const theReaders = (): Readers => {
    readers ??= createReaders(deps.driver(), settings.bench?.readers)
    return readers
  }
  const cardKey = (): Secret<Uint8Array> => {
    if (admFile) return readCardKey(admFile)
    throw new Failed({
      code: 'request.invalid',
      path: 'adm',
      reason: 'this station has no card key; name its file in station.json, admFile',
    })
  }

  const intakeRules = settings.intake ?? IntakeRules.parse(undefined)
  let inbox: Inbox | undefined
  const theInbox = (): Inbox => {
    inbox ??= createInbox({
      store: createInboxStore(openDatabase(paths.intake), settings.bench !== undefined),
      rules: intakeRules,
      register: (device, cause) =>
        orderRegistration({ composer, jobs, rules: intakeRules, bench: settings.bench })(device, cause),
      audit: journal.audit,
      owner,
      now,
      log,
    })
    return inbox
  }

  let serverState: StationState['server'] = { url: server?.url ?? '', state: 'unknown' }
  const onServer = (state: 'reachable' | 'unreachable'): void => {
    if (state === serverState.state) return
    const isBack = state === 'reachable' && serverState.state === 'unreachable'
    serverState = { ...serverState, state, since: now() }
    if (isBack) hurry()
  }
  const hurry = (): void => {
    outbox.hurry()
    delivery?.hurry()
  }
  journal.markInterrupted()
  const delivery: Delivery | undefined =
    client &&
    startDelivery({
      journal,
      outbox,
      owner,
      now,
      log,
      registrations,
      random: Math.random,
      register: registerOwed(client),
      onServer,
    })

  const jobs = createJobs({
    journal,
    owner,
    now,
    log,
    newId: () => JobId.parse(randomUUID()),
    key: cardKey,
    compose: composer.compose,
    merge: composer.merge,
    withCard: (reader, work) => theReaders().withCard(reader, work),
    note: (job, ...notes) => void journal.append(job, ...notes),
    finished: (iccid, by) =>
      journal.atomically((append) => {
        for (const torn of journal.open())
          if (torn.torn && torn.iccid === iccid && torn.job !== by) append(torn.job, { note: 'finished-by', job: by })
      }),
    owe: (job, order, iccid, { sha256 }) => {
      const { device, template, format } = order
      if (!device || !template || !format) throw new Error('only a device with a message is registered')
      const request = requestOf({
        ...registrationOf({ device, iccid, template, sha256, format, source: 'pos' }),
        ...originOf(order),
      })
      if (!order.cause) theInbox().ordered(job, device)
      journal.atomically((append) => {
        append(job, { note: 'began', phase: 'register' })
        outbox.add(job, request, device, now())
      })
      delivery?.hurry()
    },
  })

  return {
    isBench: settings.bench !== undefined,
    readers: theReaders,
    composer,
    journal,
    outbox,
    jobs,
    inbox: theInbox,
    intakeRules,
    templates: () => listTemplates(folders),
    serverState: () => serverState,
    hasCardKey: admFile !== undefined,
    watchServer: () => {
      const look = () =>
        client?.health().then(
          () => onServer('reachable'),
          () => onServer('unreachable'),
        )
      const timer = setInterval(look, 3000)
      void look()
      return () => clearInterval(timer)
    },
    hurry,
    registrations: createRegistrationDesk({
      journal,
      outbox,
      registrations,
      client: () => client ?? noServer(),
      newKey: randomUUID,
      now,
      hurry,
    }),
    follow: () => {
      const following =
        client &&
        startFollowing({
          journal,
          registrations,
          status: client.status,
          subscribe: (onTold, signal) => subscribeToEvents(client, onTold, signal),
          random: Math.random,
        })
      return async () => following?.close()
    },
    close: async () => {
      await inbox?.close()
      await jobs.close()
      await delivery?.close()
      await readers?.close()
      client?.close()
      journal.close()
      db.close()
    },
  }
}

const noServer = (): never => {
  throw new Failed({
    code: 'request.invalid',
    path: 'server',
    reason: 'this station has no DM Server; name it in station.json',
  })
}
