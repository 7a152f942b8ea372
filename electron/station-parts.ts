// What a station is made from, and what it is made of.
import type { IntakeRules } from '../shared/intake/rules'
import type { StationState } from '../shared/station-state'
import type { Composer } from './composer/composer'
import type { StoredTemplate } from './composer/templates'
import type { BatchDesk } from './desk/batch-desk'
import type { CertificateDesk } from './desk/certificate-desk'
import type { KeyDesk, TokenProgram } from './desk/key-desk'
import type { SettingsDesk } from './desk/settings-desk'
import type { Inbox } from './intake/inbox'
import type { Jobs } from './job/jobs'
import type { Lanes } from './job/lanes'
import type { RegistrationDesk } from './job/registrations'
import type { CardKeySource } from './keys/source'
import type { AskPerson } from './keys/typed'
import type { ListBeside } from './list/list-reader'
import type { Printer } from './paper/print'
import type { Receipts } from './paper/receipt'
import type { Driver } from './reader/driver'
import type { Readers } from './reader/readers'
import type { Batches } from './records/batches'
import type { Journal } from './records/journal'
import type { Lookup, LookupPlaces } from './records/lookup'
import type { Outbox } from './records/outbox'
import type { Traces } from './records/traces'
import type { Keychain } from './server/passphrase'
import type { Settings } from './settings/settings'

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
  readonly lookup?: ((places: LookupPlaces) => Lookup) | undefined
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
