import type { Failure, FailureCode, Recovery } from '../failure'
import type { Outcome, Phase } from '../job'
import type { batches } from './en/batches'
import type { card } from './en/card'
import type { certificate } from './en/certificate'
import type { charts } from './en/charts'
import type { composer } from './en/composer'
import type { conflicts } from './en/conflicts'
import type { counter } from './en/counter'
import type { identity } from './en/identity'
import type { intake } from './en/intake'
import type { job } from './en/job'
import type { line } from './en/line'
import type { lint } from './en/lint'
import type { list } from './en/list'
import type { plain } from './en/plain'
import type { preparation } from './en/preparation'
import type { problem } from './en/problem'
import type { readers } from './en/readers'
import type { receipt } from './en/receipt'
import type { records } from './en/records'
import type { repair } from './en/repair'
import type { report } from './en/report'
import type { scan } from './en/scan'
import type { settings } from './en/settings'
import type { station } from './en/station'
import type { wizard } from './en/wizard'

/** The failure with this code, and so its facts. */
type FailureByCode = { readonly [Code in FailureCode]: Extract<Failure, { code: Code }> }
export type FailureOf<Code extends FailureCode> = FailureByCode[Code]

/** What happened, with the facts and why, where there are words for it; what to do now and what happens then, where the way on alone does not say it. */
export type FailureWords = {
  readonly [Code in FailureCode]: {
    readonly what: (failure: FailureByCode[Code], why: string | undefined) => string
    readonly doNow?: (failure: FailureByCode[Code]) => string
    readonly goOn?: string
  }
}

/** Those failures whose codes begin with a word. */
export type FailuresOf<Topic extends string> = Pick<FailureWords, Extract<FailureCode, `${Topic}.${string}`>>

/** What to do now, and what happens then. */
export type WayWords = { readonly doNow: string; readonly goOn: string }

/**
 * Every word the window says, in one language. English is the measure: a language that lacks a word, a failure or a
 * phase does not compile. The command line is English only; its words are beside these in `en`.
 */
export type Text = {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly failure: FailureWords
  readonly way: Readonly<Record<Recovery, WayWords>>
  readonly phase: Readonly<Record<Phase, { readonly name: string; readonly does: string }>>
  readonly outcome: Readonly<Record<Outcome, string>>
  readonly identity: typeof identity
  readonly intake: typeof intake
  readonly job: typeof job
  readonly line: typeof line
  readonly lint: typeof lint
  readonly list: typeof list
  readonly plain: typeof plain
  readonly problem: typeof problem
  readonly readers: typeof readers
  /** Why something failed; undefined for a technical detail, which is English in every language. */
  readonly reason: (told: string) => string | undefined
  readonly receipt: typeof receipt
  readonly records: typeof records
  readonly report: typeof report
  readonly repair: typeof repair
  readonly scan: typeof scan
  readonly settings: typeof settings
  readonly station: typeof station
  readonly wizard: typeof wizard
  readonly batches: typeof batches
  readonly card: typeof card
  readonly certificate: typeof certificate
  readonly charts: typeof charts
  readonly preparation: typeof preparation
  readonly composer: typeof composer
  readonly conflicts: typeof conflicts
  readonly counter: typeof counter
}
