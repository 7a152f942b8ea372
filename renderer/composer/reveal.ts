import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import { type Revealed, shortestReason } from '../../shared/outline/composition'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { useComposed } from './composed'
import { draftOf, useDraft } from './draft'

export const shownMs = 20_000

/** One secret at a time: nothing asked, a reason being given, or the secret on the screen for a while. */
export type RevealView =
  | { readonly step: 'none' }
  | { readonly step: 'reason'; readonly node: number; readonly reason: string; readonly failure?: Failure }
  | { readonly step: 'shown'; readonly node: number; readonly secret: Revealed; readonly until: number }

const none: RevealView = { step: 'none' }

export const useReveal = create<{ readonly view: RevealView }>()(() => ({ view: none }))

const at = (): RevealView => useReveal.getState().view
const go = (view: RevealView): void => useReveal.setState({ view })

export const revealAsked = (node: number): void => go({ step: 'reason', node, reason: '' })
export const reasonTyped = (node: number, reason: string): void => go({ step: 'reason', node, reason })
export const revealEnded = (): void => {
  if (at() !== none) go(none)
}

export const reasonLacks = (reason: string): number => Math.max(0, shortestReason - reason.trim().length)

/** Asks for the secret. It is put away when its time is over, and not shown should one have left meanwhile. */
export async function reveal(): Promise<void> {
  const asked = at()
  const draft = draftOf(useDraft.getState())
  const sha256 = useComposed.getState().composition?.sha256
  if (asked.step !== 'reason' || reasonLacks(asked.reason) > 0 || draft === undefined || sha256 === undefined) return
  const { node, reason } = asked
  const answer = await answerOf(station.message.reveal({ ...draft, sha256, node, reason }))
  if (at() !== asked) return
  if (!answer.ok) return go({ ...asked, failure: answer.failure })
  const shown: RevealView = { step: 'shown', node, secret: answer.value, until: Date.now() + shownMs }
  go(shown)
  setTimeout(() => {
    if (at() === shown) go(none)
  }, shownMs)
}
