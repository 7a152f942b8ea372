import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { Composition } from '../../shared/outline/composition'

/** The last message that could be made, and what stands against the one that is asked for. */
export type ComposedView = {
  readonly composition: Composition | undefined
  readonly failure: Failure | undefined
}

const nothing: ComposedView = { composition: undefined, failure: undefined }

export const useComposed = create<ComposedView>()(() => nothing)

export const composed = (composition: Composition): void => useComposed.setState({ composition, failure: undefined })
export const notComposed = (failure: Failure): void => useComposed.setState({ failure })
export const composedForgotten = (): void => useComposed.setState(nothing)

/** Whether the message on the screen is the one the form asks for. */
export const isStale = ({ composition, failure }: ComposedView): boolean =>
  composition !== undefined && failure !== undefined

/** What is wrong with one field of the form, in words of the station. */
export const faultAt = ({ failure }: ComposedView, path: string): string | undefined =>
  failure?.code === 'message.invalid' && failure.path === path ? failure.reason : undefined
