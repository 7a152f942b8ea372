import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { Composition } from '../../shared/outline/composition'

/** The last message that could be made, and what stands against the one that is asked for. */
export type ComposedView = {
  readonly composition: Composition | undefined
  readonly failure: Failure | undefined
  /** The form asks for none at the moment: its device is half typed. */
  readonly isBehind: boolean
}

const nothing: ComposedView = { composition: undefined, failure: undefined, isBehind: false }

export const useComposed = create<ComposedView>()(() => nothing)

export const composed = (composition: Composition): void =>
  useComposed.setState({ composition, failure: undefined, isBehind: false })
export const notComposed = (failure: Failure): void => useComposed.setState({ failure, isBehind: false })
export const composedBehind = (): void => useComposed.setState({ failure: undefined, isBehind: true })
export const composedForgotten = (): void => useComposed.setState(nothing)

/** Whether the message on the screen is the one the form asks for. */
export const isStale = ({ composition, failure, isBehind }: ComposedView): boolean =>
  composition !== undefined && (isBehind || failure !== undefined)

/** What is wrong with one field of the form, in words of the station. */
export const faultAt = ({ failure }: ComposedView, path: string): string | undefined =>
  failure?.code === 'message.invalid' && failure.path === path ? failure.reason : undefined
