// Builds every part once, for the window and the command line alike.
import { randomUUID } from 'node:crypto'
import { IntakeRules } from '../shared/intake/rules'
import { JobId } from '../shared/job'
import type { StationState } from '../shared/station-state'
import { type Composer, createComposer } from './composer/composer'
import { noPrinter, noServer } from './composer/lacking'
import { createRowSecrets } from './composer/row-secrets'
import { allTemplates, findTemplate, type StoredTemplate, templateFolders } from './composer/templates'
import { type BatchDesk, createBatchDesk } from './desk/batch-desk'
import { holderIn } from './desk/card-holder'
import { type CertificateDesk, createCertificateDesk } from './desk/certificate-desk'
import { followRegistrations } from './desk/following'
import { orderRegistration } from './desk/intake-orders'
import { createJobEnds } from './desk/job-ends'
import { createKeyDesk, type KeyDesk, type TokenProgram } from './desk/key-desk'
import { laneOrder } from './desk/lane-orders'
import { createServerSeen } from './desk/server-seen'
import { createSettingsDesk, type SettingsDesk } from './desk/settings-desk'
import { withTrace } from './desk/tracing'
import { pathsOf } from './home'
import { createInbox, type Inbox } from './intake/inbox'
import { type Delivery, startDelivery } from './job/deliver'
import { createJobs, type Jobs } from './job/jobs'
import { createLanes, type Lanes } from './job/lanes'
import { createRegistrationDesk, type RegistrationDesk } from './job/registrations'
import type { CardKeySource } from './keys/source'
import type { AskPerson } from './keys/typed'
import { createListReader, type ListBeside } from './list/list-reader'
import type { Printer } from './paper/print'
import { createReceipts, type Receipts } from './paper/receipt'
import { receiptKey } from './paper/receipt-key'
import { personHere } from './person'
import type { Driver } from './reader/driver'
import { createReaders, type Readers } from './reader/readers'
import { watchStays } from './reader/stays'
import { type Batches, createBatches } from './records/batches'
import { createCardTries } from './records/card-tries'
import { createInboxStore } from './records/inbox'
import { createJournal, type Journal } from './records/journal'
import { createKept } from './records/kept'
import { createKeySets } from './records/key-sets'
import { type Lookup, lookupHere } from './records/lookup'
import { createOutbox, type Outbox } from './records/outbox'
import { ownerOf } from './records/owner'
import { createRegistrations } from './records/registrations'
import { openDatabase } from './records/sqlite'
import { createTraces, type Traces } from './records/traces'
import { askServer } from './server/ask'
import { checkCertificateFile } from './server/certificate-time'
import { createDmServerClient } from './server/client'
import { createGiveBack } from './server/give-back'
import { registerOwed } from './server/owed'
import type { Keychain } from './server/passphrase'
import { readBatchKey, type Settings } from './settings/settings'

export type StationDeps = {
  readonly home: string
  readonly settings: Settings
  /** Made only when a reader is asked for: most commands need none. */
  readonly driver: () => Driver
  /** Instead of the card keys of the settings. */
  readonly cardKeys?: CardKeySource | undefined
  /** Instead of the file of PINs of the settings. */
  readonly pinFile?: string | undefined
  /** What runs the library of a token. */
  readonly token: () => TokenProgram
  readonly askPerson?: AskPerson | undefined
  /** Only a window has one. */
  readonly keychain?: Keychain | undefined
  /** Only a window has paper. */
  readonly printer?: Printer | undefined
  /** Where there is a window: a person picks a file. */
  readonly pickFile?: (() => Promise<string | undefined>) | undefined
  /** Where there is a window: many records, and lists, are read beside its own work. */
  readonly lookup?: ((database: string) => Lookup) | undefined
  readonly list?: ListBeside | undefined
  readonly now: () => number
  readonly log: (line: string) => void
}

export type Station = {
  readonly isBench: boolean
  readonly settings: SettingsDesk
  readonly readers: () => Readers
  readonly composer: Composer
  readonly journal: Journal
  readonly lookup: Lookup
  readonly outbox: Outbox
  readonly batches: Batches
  readonly batchDesk: BatchDesk
  readonly traces: Pick<Traces, 'read'>
  readonly jobs: Jobs
  /** Readers that work by themselves; made when a batch is looked at. */
  readonly lanes: () => Lanes
  /** Opened when something comes in or is asked for. */
  readonly inbox: () => Inbox
  readonly intakeRules: IntakeRules
  readonly templates: () => readonly StoredTemplate[]
  readonly serverState: () => StationState['server']
  readonly receipts: Receipts
  readonly receiptsFolder: string
  readonly reportsFolder: string
  /** Fails with `request.invalid` where there is no window. */
  readonly printer: () => Printer
  readonly pickFile: () => Promise<string | undefined>
  readonly keys: KeyDesk
  /** Asks the DM Server now and then whether it is there, for a page that shows it. Returns the way to stop. */
  readonly watchServer: () => () => void
  /** Asks the DM Server for what is owed now. */
  readonly hurry: () => void
  readonly registrations: RegistrationDesk
  /** Keeps the records of registrations up to date with the DM Server. Returns the way to stop. */
  readonly follow: () => () => Promise<void>
  readonly certificates: CertificateDesk
  readonly close: () => Promise<void>
}

/** Fails with `disk.failed` if the home cannot be used. */
export function createStation(deps: StationDeps): Station {
  const { home, settings, keychain, now, log } = deps
  const paths = pathsOf(home)
  const owner = ownerOf(process.pid)
  const isBench = settings.bench !== undefined
  const folders = templateFolders(home, isBench)
  const db = openDatabase(paths.database)
  const journal = createJournal(db, now)
  const lookup = deps.lookup?.(paths.database) ?? lookupHere(db, journal, now)
  const newId = (): JobId => JobId.parse(randomUUID())
  const basis = { isBench, journal, owner, now, log, newId, random: Math.random, person: personHere }
  const outbox = createOutbox(db, isBench)
  const batches = createBatches(db, owner, now)
  const rowSecrets = createRowSecrets(paths.rowKey, batches)
  const kept = createKept(paths.kept)
  const traces = createTraces({ folder: paths.traces, now, log })
  const registrations = createRegistrations(db, isBench)
  const { server } = settings
  const client = server && createDmServerClient(server, { keychain })
  const composer = createComposer({
    folders,
    batchKey: () => readBatchKey(settings.batchKeyFile),
    serverHost: server && new URL(server.url).host,
    rowSecrets: rowSecrets.of,
  })

  let stayOf = (_reader: string): string => owner
  let readers: Readers | undefined
  const theReaders = (): Readers => {
    if (!readers) {
      const driver = deps.driver()
      stayOf = watchStays(driver, owner)
      readers = createReaders({ driver, keys, triesKept: createCardTries(db) }, settings.bench?.readers)
    }
    return readers
  }
  const keys = createKeyDesk({
    source: deps.cardKeys ?? settings.cardKeys,
    pinFile: deps.pinFile ?? settings.pinFile,
    keySets: createKeySets(db, now, owner),
    stayOf: (reader) => stayOf(reader),
    audit: journal.audit,
    token: deps.token,
    askPerson: deps.askPerson,
    log,
  })

  const intakeRules = settings.intake ?? IntakeRules.parse(undefined)
  let inbox: Inbox | undefined
  const theInbox = (): Inbox => {
    inbox ??= createInbox({
      store: createInboxStore(openDatabase(paths.intake), isBench),
      rules: intakeRules,
      forget: journal.forgetNumbers,
      register: (device, cause) =>
        orderRegistration({ composer, jobs, rules: intakeRules, bench: settings.bench })(device, cause),
      audit: journal.audit,
      owner,
      now,
      log,
    })
    return inbox
  }

  const serverSeen = createServerSeen({ url: server?.url ?? '', now, onBack: () => hurry() })
  const hurry = (): void => {
    outbox.hurry()
    delivery?.hurry()
  }
  journal.markInterrupted()
  const delivery: Delivery | undefined =
    client &&
    startDelivery({
      ...basis,
      outbox,
      registrations,
      register: registerOwed(client),
      giveBack: createGiveBack(client),
      onServer: serverSeen.told,
    })

  const jobs = createJobs({
    ...basis,
    keys,
    compose: (order) => {
      if (server) checkCertificateFile(server.cert, now())
      return composer.compose(order)
    },
    merge: composer.merge,
    kept,
    withCard: async (reader, work, job) => {
      keys.check()
      return withTrace(traces, job, reader, (trace) => theReaders().withCard(reader, work, trace))
    },
    note: (job, ...notes) => void journal.append(job, ...notes),
    server: () => askServer(client ?? noServer()),
    holderOf: holderIn(journal, isBench),
    ...createJobEnds({
      ...basis,
      kept,
      outbox,
      ordered: (...told) => theInbox().ordered(...told),
      hurry: () => delivery?.hurry(),
    }),
  })

  let lanes: Lanes | undefined
  const batchDesk = createBatchDesk({
    batches,
    template: (name) => findTemplate(folders, name),
    audit: journal.audit,
    rejected: (job, reason) => void journal.append(job, { note: 'rejected', reason }),
    readList: createListReader({ ...paths, owner }, { batches, seal: rowSecrets.seal }, deps.list),
    keySet: keys.keySet,
    isBench,
  })
  const { reject: setAside } = batchDesk
  batchDesk.sweep()

  return {
    isBench,
    settings: createSettingsDesk(home, settings, deps.cardKeys ?? settings.cardKeys),
    readers: theReaders,
    composer,
    journal,
    lookup,
    outbox,
    batches,
    batchDesk,
    traces,
    jobs,
    lanes: () => {
      lanes ??= createLanes({
        ...basis,
        readers: theReaders(),
        jobs,
        batches,
        setAside,
        ordered: laneOrder(composer, keys.keySet),
      })
      return lanes
    },
    inbox: theInbox,
    intakeRules,
    templates: () => allTemplates(folders),
    serverState: serverSeen.state,
    receipts: createReceipts({
      journal,
      keyPem: () => receiptKey(paths.receiptKey),
      serverOf: ({ accounts: [account], template }) =>
        account?.name ??
        account?.serverId ??
        allTemplates(folders).find(({ ref }) => ref.sha256 === template?.sha256)?.template.servers[0]?.name,
    }),
    receiptsFolder: paths.receipts,
    reportsFolder: paths.reports,
    printer: () => deps.printer ?? noPrinter(),
    pickFile: async () => deps.pickFile?.(),
    keys,
    watchServer: () => serverSeen.watch(client?.health),
    hurry,
    registrations: createRegistrationDesk({ ...basis, outbox, client: () => client ?? noServer(), hurry }),
    follow: () => followRegistrations(client, { journal, registrations, log }),
    certificates: createCertificateDesk({ ...deps, keychain, audit: journal.audit }),
    close: async () => {
      await batchDesk.end()
      await inbox?.close()
      lanes?.close()
      await jobs.close()
      keys.close()
      await delivery?.close()
      await readers?.close()
      client?.close()
      lookup.close()
      journal.close()
      db.close()
    },
  }
}
