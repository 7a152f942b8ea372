// What a step of a job is given and adds to, and what several kinds of jobs do alike.
import { Failed } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { JobId, Note, Order, Phase } from '../../shared/job'
import type { PreparationStep } from '../../shared/preparation'
import type { WriteTo, Written } from '../card/bootstrap'
import type { Card } from '../card/card'
import type { Checked } from '../card/check'
import { ADM1 } from '../card/commands'
import type { CardKeys } from '../card/key'
import type { HolderPins } from '../card/pin'
import type { DeviceFile } from '../device/card'
import { metIn } from '../device/met'
import { sha256 } from '../hash'
import type { Kept } from '../records/kept'

/** A composed message and its hash. */
export type Composed = {
  readonly message: Uint8Array
  readonly sha256: string
  readonly warnings?: readonly string[] | undefined
}

export type StepDeps = {
  /** From the order alone: the template it names, its hash checked, the station's keys. */
  readonly compose: (order: Order) => Composed
  /** The message that holds what is on the card and what is added. */
  readonly merge: (onCard: Uint8Array, added: Uint8Array) => Composed
  /** Keys of cards, asked only when something has to be written. */
  readonly keys: Pick<CardKeys, 'admOf'> & HolderPins
  /** What cards held before something was added to them. */
  readonly kept: Kept
  /** Fails where the DM Server would never take a registration of this station; one that is away is waited for. */
  readonly server: () => Promise<void>
  /** The device that this station last wrote a card for. */
  readonly holderOf: (iccid: string) => DeviceId | undefined
  readonly now: () => number
}

/** One job while it runs. */
export type Running = {
  readonly job: JobId
  /** Where it goes on by itself: hashes of the messages that it may replace. */
  readonly left?: readonly string[] | undefined
  readonly order: Order
  readonly deps: StepDeps
  /** On disk when it returns. */
  readonly note: (...notes: readonly Note[]) => void
  /** On disk with the end of the phase, whatever it is. */
  readonly later: (...notes: readonly Note[]) => void
}

/** What a job has come to so far: each step adds to it. */
export type Progress = {
  readonly composed?: Composed
  readonly checked?: Checked
  /** How many files were emptied. */
  readonly emptied?: number
  readonly written?: Written
  readonly prepared?: readonly PreparationStep[]
  readonly files?: readonly DeviceFile[]
}

/** What is done in a phase before a card is asked for. */
export type DeskStep = { readonly phase: Phase; readonly work: (running: Running) => Progress }
/** And while it is held. */
export type CardStep = {
  readonly phase: Phase
  /** What changes nothing on the card: it goes on while the beginning of the phase is noted. */
  readonly ahead?: (card: Card, so: Progress) => Promise<void>
  readonly work: (running: Running, card: Card, so: Progress) => Promise<Progress>
}

/** What an earlier step of the same list has made. */
export function made<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a step came before the one it needs')
  return value
}

/** Where ADM1 was wanted, how many tries it has now; nothing is asked of a card that was only read, or that may count it. */
export async function triesAfter(card: Card, { later }: Running): Promise<void> {
  if (!card.tries.isAsked(ADM1)) return
  later({ note: 'tries', adm1: await card.tries.leftFreely(card.channel, ADM1) })
}

export function bytesIn(file: DeviceFile | undefined): Uint8Array {
  if (!file) throw new Failed({ code: 'card.unsuitable', missing: 'bootstrap file' })
  if ('failure' in file) throw new Failed(file.failure)
  return file.bytes
}

export const writeTo = ({ iccid, atrHex, reader }: Card, { deps, note, left }: Running): WriteTo => ({
  key: (references, tries) => deps.keys.admOf({ reader, iccid, atrHex }, references, tries),
  onTouch: async (before = []) =>
    note(
      { note: 'touched', at: deps.now(), before: before.map(sha256) },
      { note: 'met', accounts: metIn(before).accounts },
    ),
  ...(left && { mayReplace: (message) => left.includes(sha256(message)) }),
})

export const foundNote = (findings: Written['findings']): readonly Note[] =>
  findings.length === 0 ? [] : [{ note: 'found', findings: [...findings] }]
