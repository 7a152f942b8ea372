import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Batch, BatchId, BatchOrder, BatchReport, Piece, PieceState, RejectReason } from './batch'
import { CardReport, Rehearsal } from './card-report'
import { CertificateTold, EnrolmentAsked } from './certificate'
import { Choice, Choices, StationSettings } from './choices'
import { Failure } from './failure'
import { Figures, FiguresQuery } from './figures'
import { HandedOut } from './handed-out'
import { DeviceIdSchema } from './identity/device'
import { ImportRequest, ImportStep } from './import'
import { EntryState, IntakeEntry } from './intake/entry'
import { JobId, JobRecord, Resolution, Sha256 } from './job'
import { KeySet } from './key-set'
import { LineState } from './lane'
import { Life } from './life'
import { Against, Composition, Difference, Revealed, RevealRequest, TemplateForm } from './outline/composition'
import { Preparation, PreparationStep } from './preparation'
import { Draft, Preview } from './preview'
import { Receipt } from './receipt'
import { ExportQuery, RecordsQuery } from './records-query'
import { Conflict } from './registration/conflict'
import { References } from './registration/references'
import { Standing } from './registration/standing'
import { ReadersState, StationState, Typed } from './station-state'
import { TraceLine } from './trace'

// Everything the page and the command line may ask. Every procedure may answer with a failure, as data.
const ask = oc.errors({ FAILED: { data: Failure } })

/** As printed: 18 to 20 digits. */
export const Iccid = z.string().regex(/^\d{18,20}$/, 'an ICCID has 18 to 20 digits')

/** A customer's number as it was typed. Fails with `intake.held` where the rules want a person to decide. */
const phone = { phone: z.string().max(64).optional() }
const paperIn = { language: z.string().max(12).default('en') }
const why = { reason: z.string().max(500) }

const device = z.object({ device: DeviceIdSchema })
const reader = z.object({ reader: z.string() })
const job = z.object({ job: JobId })
const batch = z.object({ batch: BatchId })

const alone = { ...phone, iccid: Iccid.optional(), references: References.optional() }
const Reviewed = Draft.extend({ reader: z.string(), sha256: Sha256.optional(), iccid: z.string().optional() })

export const IntakeQuery = z.object({
  text: z.string().max(64).default(''),
  state: z.array(EntryState).default([]),
  limit: z.int().min(1).max(500).default(100),
  offset: z.int().min(0).default(0),
})
const entry = z.object({ entry: z.int().min(1) })
const decision = entry.extend({ reason: z.string().max(200) })

export const contract = {
  station: {
    changes: ask.output(eventIterator(StationState)),
    /** Where the window is, in its own words, for the one that is opened when it ended by itself. */
    keep: ask.input(z.object({ place: z.string().max(4096) })),
    kept: ask.output(z.object({ place: z.string().optional() })),
  },
  reader: { changes: ask.output(eventIterator(ReadersState)) },
  /** What is chosen at this station, and what it was told otherwise. */
  settings: { changes: ask.output(eventIterator(StationSettings)), choose: ask.input(Choice).output(Choices) },
  /** What this station is known to its DM Server by. */
  certificate: {
    get: ask.output(CertificateTold),
    enrol: ask.input(EnrolmentAsked).output(CertificateTold),
    renew: ask.output(CertificateTold),
  },
  message: {
    preview: ask.input(Draft).output(Preview),
    /** The same message node by node, for people who make templates. */
    compose: ask.input(Draft).output(Composition),
    /** One secret in clear, noted in the audit before it is answered. */
    reveal: ask.input(Draft.extend(RevealRequest.shape)).output(Revealed),
    diff: ask.input(Draft.extend({ against: Against })).output(Difference),
  },
  template: { get: ask.input(z.object({ template: z.string() })).output(TemplateForm) },
  card: {
    inspect: ask.input(reader).output(CardReport),
    rehearse: ask.input(reader).output(Rehearsal),
    /** A job of its own: blanks, and reads as a device to see that nothing is left. `entries`: those of EF(DODF) too. */
    blank: ask.input(reader.extend({ entries: z.boolean().default(false) })).output(JobId),
    /** A job of its own: makes the files that a message needs, and reads as a device to see that they are found. */
    prepare: ask.input(reader.extend({ preparation: Preparation })).output(JobId),
    /**
     * A job of its own: whatever is on the card goes for one new message, and what the DM Server has of it is given back
     * once that is proven. `sha256` and `iccid` are the reviewed message and card.
     */
    rebootstrap: ask.input(Reviewed).output(JobId),
    /** What preparing would do. Reads only. */
    plan: ask.input(reader.extend({ preparation: Preparation })).output(z.array(PreparationStep)),
  },
  job: {
    /** `sha256` and `iccid` are the reviewed message and card: no other is written. */
    start: ask.input(Reviewed.extend({ add: z.boolean().default(false), ...phone })).output(JobId),
    changes: ask.input(job).output(eventIterator(JobRecord)),
    cancel: ask.input(job).output(z.void()),
    resume: ask.input(job.extend({ reader: z.string().optional(), again: z.boolean().default(false) })).output(JobId),
    /** Jobs that run now, wait for a person (INTERRUPTED) or wait for their card (torn), newest first. */
    open: ask.output(z.array(JobRecord)),
    /** What passed between the station and the card; empty where it is no longer kept. */
    trace: ask.input(job).output(z.array(TraceLine)),
  },
  keys: {
    sets: ask.output(z.array(KeySet)),
    /** Counts the refusals of a key set anew. The reason is in the audit before it is done. */
    allow: ask.input(z.object({ keySet: z.string(), ...why })).output(z.void()),
    /** The next try of one card may leave it fewer than two. The reason is in the audit before it is done. */
    allowLastTries: ask.input(z.object({ iccid: Iccid, ...why })).output(z.void()),
    give: ask.input(z.object({ what: Typed, typed: z.string().min(1).max(256) })).output(z.void()),
    /** The PIN of a card's holder, for the next job of this card and for no other. */
    givePin: ask.input(z.object({ iccid: Iccid, typed: z.string().min(1).max(256) })).output(z.void()),
    /** Where no job came of it. */
    forgetPin: ask.input(z.object({ iccid: Iccid })).output(z.void()),
  },
  device: {
    /** By a device identity, a card number, a job or a phone number. */
    life: ask.input(z.object({ identity: z.string().min(1).max(256) })).output(Life),
  },
  registration: {
    register: ask.input(Draft.omit({ format: true }).extend(alone)).output(JobId),
    /** Where a device stands at the DM Server, and whether something of it still waits in the outbox. */
    status: ask.input(device).output(z.object({ isOwed: z.boolean(), registrations: z.array(Standing) })),
    /** Jobs of their own: a device is given back, or handed to another tenant. */
    release: ask.input(device).output(JobId),
    transfer: ask.input(device.extend({ to: z.string().min(1).max(120) })).output(JobId),
    /** Devices that are somebody else's, for a person to decide; newest first. */
    conflicts: ask.output(z.array(Conflict)),
    /** A person's word about a device that is somebody else's; who says why is in the audit and the record before it is done. */
    resolve: ask.input(job.extend({ how: Resolution, ...why })).output(JobRecord),
  },
  /** Identities that came from elsewhere. */
  intake: {
    search: ask.input(IntakeQuery).output(z.object({ total: z.int(), held: z.int(), entries: z.array(IntakeEntry) })),
    get: ask.input(entry).output(IntakeEntry),
    /** Counts changes of entries, and of jobs that may be theirs. */
    changes: ask.output(eventIterator(z.object({ version: z.int(), jobs: z.int() }))),
    /** A person decides what waits for one; the reason is in the audit before anything is done. */
    allow: ask.input(decision).output(IntakeEntry),
    refuse: ask.input(decision).output(IntakeEntry),
  },
  /** What a job has proven, signed by this station. Both fail with `request.invalid` where it has proven nothing. */
  receipt: {
    get: ask.input(job).output(Receipt),
    /** On paper, in a language; as a PDF in the station's home where there is no printer. */
    print: ask.input(job.extend(paperIn)).output(HandedOut),
  },
  /** The sheet of commands for a scanner, on paper or always as PDF. */
  sheet: {
    print: ask.input(z.object(paperIn)).output(HandedOut),
    save: ask.input(z.object(paperIn)).output(HandedOut),
  },
  /** Work orders. What a person does to one is in the audit before it is done. */
  batch: {
    list: ask.output(z.array(Batch)),
    get: ask.input(batch).output(Batch),
    create: ask.input(BatchOrder.omit({ bench: true })).output(Batch),
    start: ask.input(batch).output(Batch),
    pause: ask.input(batch).output(Batch),
    /** Fails with `batch.unsettled` while a piece is in work or waits. */
    close: ask.input(batch).output(Batch),
    /** A number that is another after every change of any batch. */
    changes: ask.output(eventIterator(z.object({ version: z.int() }))),
    /** A person takes a piece out: by its card, by its device, or one more that has neither. */
    reject: ask
      .input(batch.extend({ iccid: Iccid.optional(), device: DeviceIdSchema.optional(), reason: RejectReason }))
      .output(Batch),
    report: ask.input(batch).output(BatchReport),
    /** In the order they were begun; `after` so many. */
    pieces: ask
      .input(
        batch.extend({
          states: z.array(PieceState).min(1),
          most: z.int().min(1).max(1000).default(100),
          after: z.int().min(0).default(0),
        }),
      )
      .output(z.array(Piece)),
    /** What a list is, and nothing is taken of it; then the same with it taken, if nothing is wrong. */
    preview: ask.input(ImportRequest).output(eventIterator(ImportStep)),
    import: ask.input(ImportRequest).output(eventIterator(ImportStep)),
    /** A person picks the file; absent where they did not. */
    pick: ask.output(z.object({ path: z.string().optional() })),
  },
  /** Readers that work by themselves for one batch. */
  line: {
    changes: ask.output(eventIterator(LineState)),
    /** The batch that the lanes work for; none where it is absent. Another batch has to be armed anew. */
    choose: ask.input(z.object({ batch: BatchId.optional() })).output(z.void()),
    /** Whether its cards start by themselves, as a person says now. Off at every start of the program. */
    arm: ask.input(z.object({ isArmed: z.boolean() })).output(z.void()),
    /** A device for the lane that asks for one; for the one that has waited longest where none is named. */
    scanned: ask.input(device.extend({ lane: z.int().optional() })).output(z.void()),
    /** The card of a lane is set aside: no job makes it good again. */
    reject: ask.input(z.object({ lane: z.int(), reason: RejectReason })).output(z.void()),
  },
  /** What the records of a time say together. */
  figures: {
    get: ask.input(FiguresQuery).output(Figures),
    /** The shift report as PDF in the station's home; only a window can. */
    report: ask.input(FiguresQuery.extend({ language: z.string() })).output(z.object({ path: z.string() })),
  },
  records: {
    search: ask.input(RecordsQuery).output(z.object({ total: z.number(), records: z.array(JobRecord) })),
    get: ask.input(job).output(JobRecord),
    /** Into a file in the station's home. A reason to show identities is in the audit before it is written. */
    export: ask.input(ExportQuery).output(z.object({ path: z.string(), count: z.int() })),
    changes: ask.output(eventIterator(z.object({ job: JobId }))),
  },
}
export type Contract = typeof contract
