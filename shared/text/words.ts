import { type Failure, type FailureCode, recoveryOf } from '../failure'
import { isProblem } from '../registration/problem-kinds'
import { en } from './en'
import type { FailureOf, Text } from './text'

/** What happened, what to do now, and what happens then; and in English what only a technician needs. */
export type Words = {
  readonly what: string
  readonly doNow: string
  readonly goOn: string
  readonly detail?: string | undefined
}

/** The words for a failure: the same in the window, on the command line and in a record. */
export const wordsOf = (failure: Failure, text: Text = en): Words => say(failure.code, failure, text)

function say<Code extends FailureCode>(code: Code, failure: FailureOf<Code> & Failure, text: Text): Words {
  const { what, doNow, goOn } = text.failure[code]
  const way = text.way[recoveryOf(failure)]
  const told = toldBy(failure)
  const why = told && text.reason(told)
  return {
    what: what(failure, why ?? kindOf(failure, text)),
    doNow: doNow?.(failure) ?? way.doNow,
    goOn: goOn ?? way.goOn,
    ...(why === undefined && told !== undefined && { detail: detailOf(failure, told) }),
  }
}

function toldBy(failure: Failure): string | undefined {
  if ('reason' in failure) return failure.reason
  return failure.code === 'card.unsuitable' ? failure.missing : undefined
}

/** What kind of problem a DM Server names, where its own sentence is not in this language. */
const kindOf = (failure: Failure, text: Text): string | undefined =>
  failure.code === 'server.refused' && isProblem(failure.problem) ? text.problem(failure.problem) : undefined

const detailOf = (failure: Failure, told: string): string =>
  failure.code === 'request.invalid' && failure.path ? `${failure.path}: ${told}` : told
