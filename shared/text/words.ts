import { type Failure, type FailureCode, recoveryOf } from '../failure'
import { en } from './en'
import type { FailureOf, Text } from './text'

/** What happened, what to do now, and what happens then. */
export type Words = { readonly what: string; readonly doNow: string; readonly goOn: string }

/** The words for a failure: the same in the window, on the command line and in a record. */
export const wordsOf = (failure: Failure, text: Text = en): Words => say(failure.code, failure, text)

function say<Code extends FailureCode>(code: Code, failure: FailureOf<Code> & Failure, text: Text): Words {
  const { what, doNow, goOn } = text.failure[code]
  const way = text.way[recoveryOf(failure)]
  return { what: what(failure), doNow: doNow?.(failure) ?? way.doNow, goOn: goOn ?? way.goOn }
}
