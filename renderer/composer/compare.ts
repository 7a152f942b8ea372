import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { Against, Difference } from '../../shared/outline/composition'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { draftOf, useDraft } from './draft'

/** What the message is compared with, and what came of it. */
export type CompareView = {
  readonly isOpen: boolean
  readonly against: Against | undefined
  readonly difference: Difference | undefined
  readonly failure: Failure | undefined
  readonly isAll: boolean
}

export const useCompare = create<CompareView>()(() => ({
  isOpen: false,
  against: undefined,
  difference: undefined,
  failure: undefined,
  isAll: false,
}))

export const compareToggled = (): void => useCompare.setState(({ isOpen }) => ({ isOpen: !isOpen }))
export const compareClosed = (): void => useCompare.setState({ isOpen: false })
export const againstChosen = (against: Against): void =>
  useCompare.setState({ against, difference: undefined, failure: undefined })
export const rowsChosen = (isAll: boolean): void => useCompare.setState({ isAll })

/** Compares the draft as it is now; an answer to an older question is dropped. */
export async function compare(): Promise<void> {
  const { isOpen, against } = useCompare.getState()
  const view = useDraft.getState()
  const draft = draftOf(view)
  if (!isOpen || against === undefined) return
  // What is half typed differs from nothing yet.
  if (draft === undefined) return useCompare.setState({ difference: undefined, failure: undefined })
  const answer = await answerOf(station.message.diff({ ...draft, against }))
  if (useCompare.getState().against !== against || useDraft.getState() !== view) return
  if (answer.ok) useCompare.setState({ difference: answer.value, failure: undefined })
  else useCompare.setState({ difference: undefined, failure: answer.failure })
}
