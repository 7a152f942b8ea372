// Builds every part once, for the window and the command line alike.
import { randomUUID } from 'node:crypto'
import { IntakeRules } from '../shared/intake/rules'
import { JobId } from '../shared/job'
import { createComposer } from './composer/composer'
import { noPrinter, noServer } from './composer/lacking'
import { createRowSecrets } from './composer/row-secrets'
import { allTemplates, findTemplate, templateFolders } from './composer/templates'
import { createBatchDesk } from './desk/batch-desk'
import { holderIn } from './desk/card-holder'
import { createCertificateDesk } from './desk/certificate-desk'
import { followRegistrations } from './desk/following'
import { orderRegistration } from './desk/intake-orders'
import { createJobEnds } from './desk/job-ends'
import { createKeyDesk } from './desk/key-desk'
import { laneOrder } from './desk/lane-orders'
import { createServerSeen } from './desk/server-seen'
import { createSettingsDesk } from './desk/settings-desk'
import { withTrace } from './desk/tracing'
import { pathsOf } from './home'
import { createInbox, type Inbox } from './intake/inbox'
import { type Delivery, startDelivery } from './job/deliver'
import { createJobs } from './job/jobs'
import { createLanes, type Lanes } from './job/lanes'
import { createRegistrationDesk } from './job/registrations'
import { createListReader } from './list/list-reader'
import { createReceipts } from './paper/receipt'
import { receiptKey } from './paper/receipt-key'
import { personHere } from './person'
import { createReaders, type Readers } from './reader/readers'
import { watchStays } from './reader/stays'
import { createBatches } from './records/batches'
import { createCardTries } from './records/card-tries'
import { createInboxStore } from './records/inbox'
import { createJournal, isOfOlderRelease } from './records/journal'
import { createKept } from './records/kept'
import { createKeySets } from './records/key-sets'
import { lookupHere } from './records/lookup'
import { createOutbox } from './records/outbox'
import { ownerOf } from './records/owner'
import { createRegistrations } from './records/registrations'
import { openDatabase } from './records/sqlite'
import { createTraces } from './records/traces'
import { askServer } from './server/ask'
import { checkCertificateFile } from './server/certificate-time'
import { createDmServerClient } from './server/client'
import { createGiveBack } from './server/give-back'
import { registerOwed } from './server/owed'
import { readBatchKey } from './settings/settings'
import type { Station, StationDeps } from './station-parts'

/** Fails with `disk.failed` if the home cannot be used. */
export function createStation(deps: StationDeps): Station {
  const { home, settings, keychain, now, log } = deps
  const paths = pathsOf(home)
  const owner = ownerOf(process.pid)
  const isBench = settings.bench !== undefined
  const folders = templateFolders(home, isBench)
  const db = openDatabase(paths.database)
  if (isOfOlderRelease(db))
    log('The records are brought into the form of this release. Of very many that takes some minutes: please wait.')
  const journal = createJournal(db, now)
  const lookup = deps.lookup?.(paths) ?? lookupHere(db, journal, (sought) => theInbox().search(sought), now)
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
      readers = createReaders({ driver, keys, triesKept: createCardTries(db, log) }, settings.bench?.readers)
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
      ...basis,
      register: (...asked) =>
        orderRegistration({ composer, jobs, journal, rules: intakeRules, bench: settings.bench })(...asked),
      audit: journal.audit,
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
    ...journal,
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
        keys,
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
      await inbox?.end()
      lanes?.close()
      await jobs.close()
      await inbox?.close()
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
