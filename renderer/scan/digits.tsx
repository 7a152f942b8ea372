import type { Doubt } from '../../shared/identity/doubt'
import { text } from '../text'

type Props = {
  readonly value: string
  readonly doubts?: readonly Doubt[] | undefined
  /** How many of its last signs are not shown: they are to be read from the label. */
  readonly hidden?: number | undefined
}

/** An identity grouped as on its label; the places to compare first are marked. */
export function Digits({ value, doubts = [], hidden = 0 }: Props) {
  const doubtful = new Set(doubts.flatMap(({ at, read }) => Array.from(read, (_, behind) => at + behind)))
  return runsOf(hiddenIn(text.identity.printed(value), hidden), doubtful).map(({ at, shown, isDoubtful }) =>
    isDoubtful ? (
      <mark key={at} className="doubtful">
        {shown}
      </mark>
    ) : (
      <span key={at}>{shown}</span>
    ),
  )
}

/** Without its last signs; the blanks between groups stay. */
export function hiddenIn(shown: string, hidden: number): string {
  const signs = [...shown]
  const places = signs.flatMap((sign, at) => (sign === ' ' ? [] : [at])).slice(-hidden)
  return hidden === 0 ? shown : signs.map((sign, at) => (places.includes(at) ? '•' : sign)).join('')
}

type Run = { readonly at: number; readonly shown: string; readonly isDoubtful: boolean }

/** What is shown, cut where doubt begins and ends; blanks between groups have no number. */
function runsOf(shown: string, doubtful: ReadonlySet<number>): readonly Run[] {
  const runs: Run[] = []
  let number = 0
  for (const [at, sign] of [...shown].entries()) {
    const isDoubtful = sign !== ' ' && doubtful.has(number)
    if (sign !== ' ') number++
    const last = runs.at(-1)
    if (last?.isDoubtful === isDoubtful) runs.splice(-1, 1, { ...last, shown: last.shown + sign })
    else runs.push({ at, shown: sign, isDoubtful })
  }
  return runs
}
