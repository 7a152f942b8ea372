import { create } from 'zustand'
import type { CardReport } from '../../shared/card-report'
import type { Failure } from '../../shared/failure'
import type { JobRecord } from '../../shared/job'
import type { ReaderState } from '../../shared/station-state'
import { type Answer, answerOf } from '../station/answer'
import { station } from '../station/client'

/** What is known of the card that was looked at last. Nothing is written to look at a card. */
export type Inspection =
  | { readonly state: 'none' }
  | { readonly state: 'reading'; readonly reader: string }
  | { readonly state: 'read'; readonly reader: string; readonly report: CardReport; readonly isJustRead?: true }
  | { readonly state: 'failed'; readonly reader: string; readonly failure: Failure }

export const useInspection = create<{ readonly now: Inspection }>()(() => ({ now: { state: 'none' } }))

const now = (): Inspection => useInspection.getState().now
const go = (next: Inspection): void => useInspection.setState({ now: next })

export const inspectionClosed = (): void => go({ state: 'none' })

/** Reads the card in this reader, unless that is under way. */
export async function inspect(reader: string): Promise<void> {
  const before = now()
  if (before.state === 'reading' && before.reader === reader) return
  const reading = { state: 'reading', reader } as const
  go(reading)
  const answer = await readOnce(reader)
  if (now() !== reading) return
  if (!answer.ok) return go({ state: 'failed', reader, failure: answer.failure })
  const read = { state: 'read', reader, report: answer.value } as const
  const justRead = { ...read, isJustRead: true } as const
  go(justRead)
  setTimeout(() => now() === justRead && go(read), letGoMs)
}

/** That the station let go of a card that it has read is told within this; whoever holds it then is another. */
const letGoMs = 3000

/** A card that was changed for another while it was read is not what lies there now. */
async function readOnce(reader: string): Promise<Answer<CardReport>> {
  const answer = await answerOf(station.card.inspect({ reader }))
  const isGone = !answer.ok && wasGone(answer.failure)
  return isGone ? answerOf(station.card.inspect({ reader })) : answer
}

const wasGone = ({ code }: Failure): boolean => code === 'card.removed' || code === 'card.absent'

/** When the card that is being read has been, or at once. */
export const looked = (): Promise<void> =>
  new Promise((done) => {
    if (now().state !== 'reading') return done()
    const stop = useInspection.subscribe((view) => {
      if (view.now.state === 'reading') return
      stop()
      done()
    })
  })

/** What was read of a card is of that card only: it is forgotten as soon as it left. True if one did. */
export function cardsMoved(readers: readonly ReaderState[]): boolean {
  const seen = now()
  if (seen.state === 'none') return false
  const there = readers.find(({ name }) => name === seen.reader)
  const isOther = seen.state === 'read' && there?.iccid !== undefined && there.iccid !== seen.report.iccid
  const isBack = seen.state === 'failed' && wasGone(seen.failure) && there?.card === 'present'
  const hasLeft = there === undefined || there.card === 'none' || isOther
  // One that is being read is told by its reading.
  if (seen.state !== 'reading' && (hasLeft || isBack)) inspectionClosed()
  return hasLeft
}

/** And of that card as it was before a job worked on it. */
export function jobsMoved(before: readonly JobRecord[], open: readonly JobRecord[]): void {
  const seen = now()
  if (seen.state !== 'read' && seen.state !== 'failed') return
  const running = new Set(open.flatMap(({ job, outcome }) => (outcome === 'running' ? [job] : [])))
  const ended = before.filter(({ job, outcome }) => outcome === 'running' && !running.has(job))
  if (ended.some(({ reader }) => reader === seen.reader)) inspectionClosed()
}
