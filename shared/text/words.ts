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

/** The same for a person at a window: what means something to a technician only stands apart. */
export function plainWordsOf(failure: Failure, text: Text = en): Words {
  const words = wordsOf(failure, text)
  const plain = plainOf(failure, text)
  if (plain === undefined) return words
  const detail = words.detail === undefined ? plain.fact : `${plain.fact}: ${words.detail}`
  return { ...words, what: plain.what, detail }
}

/** The facts are in English in every language. */
function plainOf(failure: Failure, { plain, reason }: Text): { what: string; fact: string } | undefined {
  switch (failure.code) {
    case 'card.mismatch':
      return { what: plain.mismatch, fact: `from byte ${failure.offset}` }
    case 'card.refused':
      return { what: plain.refused, fact: `${failure.command}, answer ${failure.sw}` }
    case 'card.needs-pin':
      return { what: plain.needsPin, fact: `file ${failure.path}` }
    case 'disk.failed':
      return { what: plain.disk(reason(failure.reason)), fact: failure.path }
    default:
      return undefined
  }
}

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
