import type { Command } from '../../shared/identity/command'
import { readScan, type Scan } from '../../shared/identity/scan'
import type { JobRecord } from '../../shared/job'
import { proofOf } from '../../shared/receipt'
import { stopJob } from '../jobs/stop-job'
import { isCardDone, type ShownJob, shownJob } from '../jobs/store'
import { mainWayOf, wayOnOf } from '../jobs/way-on'
import type { KeyActs } from '../keys/listen'
import { goToForm } from '../keys/own-line'
import { placeChosen } from '../place/store'
import { useInspection } from '../readers/inspection'
import { isReady, useReaders } from '../readers/store'
import { targetOf } from '../readers/target'
import { print } from '../receipt/printing'
import { isForCard } from './card'
import { askLife } from './follow-card'
import { lookAgain, start } from './order'
import { resumeHere } from './resume'
import { replacementIn } from './setting'
import { bench, cardForgotten, deviceScanned, readerNamed, typedNow, untyped, useRepair } from './store'
import { deviceEntered, keyErased, keyTyped } from './typing'

function shown(): ShownJob {
  const { at } = bench()
  return shownJob(at.step === 'job' ? at.job : undefined)
}

/** With a card on the bench a device is what it is for; everything else, and without a card, is asked for its life. */
function scanned(text: string): void {
  const { at, isStarting } = bench()
  if (at.step === 'job' || isStarting) return
  const scan = readScan(text)
  if (isForCardNow() && scan.kind === 'device') deviceScanned(scan.device)
  else showLife(text.trim())
}

const isForCardNow = (): boolean =>
  bench().at.step === 'card' && isForCard(useInspection.getState().now, useReaders.getState().readers)

export function showLife(asked: string): void {
  const scan = readScan(asked)
  const refused = leadsNowhere.includes(scan.kind) ? scan : undefined
  useRepair.setState({ at: { step: 'life', asked, refused }, ...untyped, life: undefined })
  if (refused === undefined) void askLife(asked)
}
const leadsNowhere: readonly Scan['kind'][] = ['check-digit', 'eid', 'product', 'layout']

/** Numbers choose a reader while several cards are there and none is chosen; else what is typed is an identity. */
const isChoosing = (): boolean => {
  const { readers } = useReaders.getState()
  const isOpen = bench().at.step === 'card' && readers.filter(isReady).length > 1
  return isOpen && targetOf(readers, bench(), useInspection.getState().now) === undefined
}

function numbered(digit: number, pair: number | undefined): void {
  if (!isChoosing()) return
  const ready = useReaders.getState().readers.filter(isReady)
  const reader = ready.find(({ number }) => number === pair) ?? ready.find(({ number }) => number === digit)
  if (reader) readerNamed(reader.name)
}

function onward(): boolean {
  const { at, typed } = bench()
  const { record, trouble } = shown()
  if (typed !== '') entered(typed)
  else if (at.step === 'card') return startedUnheld()
  else if (at.step === 'life') cardForgotten()
  else if (trouble) lookAgain()
  else if (record && (record.outcome !== 'running' || isCardDone(record))) return onwardFromJob(record)
  return true
}

/** What serves this card; false where no key does that. */
function onwardFromJob(record: JobRecord): boolean {
  const main = mainWayOf(record)
  if (main === 'tell') return goToForm()
  if (main === 'resume') void resumeHere(record)
  else if (main !== undefined) lookAgain()
  return main !== undefined
}

/** What takes a card from another server is begun by no Enter and by no START. */
function startedUnheld(): boolean {
  const isTaken = replacementIn(bench().difference?.value?.rows ?? []) !== undefined
  if (!isTaken) void start('rebootstrap')
  return !isTaken
}

function entered(typed: string): void {
  if (!deviceEntered(isForCardNow())) scanned(typed)
}

export function back(): boolean {
  const { at, typed, device, reader, isStarting } = bench()
  const { record, trouble } = shown()
  if (isStarting) return true
  if (typed !== '') typedNow('')
  else if (record?.outcome === 'running' && !trouble && !isCardDone(record)) void stopJob(record.job)
  else if (at.step === 'job') lookAgain()
  else if (at.step === 'life' || device !== undefined || reader !== undefined) cardForgotten()
  else placeChosen('wizard')
  return true
}

/** The job on the bench, once a receipt can be had of it. */
function provenNow(): JobRecord | undefined {
  const { record } = shown()
  return record && proofOf(record) ? record : undefined
}

/** START is for the card as it is shown, REPEAT prints the receipt. */
function commanded({ act }: Command): boolean {
  const proven = provenNow()
  if (act === 'start' && bench().at.step === 'card') return startedUnheld()
  if (act === 'repeat' && proven) void print(proven.job)
  else return false
  return true
}

export const repairActs: KeyActs = {
  scanned,
  commanded,
  typed: (key) => {
    if (bench().at.step !== 'job' && !isChoosing()) keyTyped(key)
    return true
  },
  numbered,
  erased: () => {
    keyErased()
    return true
  },
  onward,
  back,
  named: (key) => {
    const { at } = bench()
    const { record } = shown()
    const proven = provenNow()
    if (key === 'F7' && at.step === 'card') void start('add')
    else if (key === 'F7' && proven) void print(proven.job)
    else if (key === 'F8' && at.step === 'card') lookAgain()
    else if (key === 'F8' && record && wayOnOf(record) === 'resume') void resumeHere(record)
    else return key === 'F7' || key === 'F8'
    return true
  },
}
