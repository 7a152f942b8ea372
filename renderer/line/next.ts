import type { Failure } from '../../shared/failure'
import type { Lane, LineState } from '../../shared/lane'
import { wordsOf } from '../../shared/text/words'
import type { Verdict } from '../../shared/verdict'
import type { IconName } from '../parts/icon'
import { text } from '../text'
import { heldBy, heldIcon } from './held'

const words = text.line.next

/** What the foot of the line says: a sentence, with the number of its lane or a sign, and what comes after it. */
export type Said = {
  readonly lane?: number | undefined
  readonly sign?: IconName | undefined
  readonly what: string
  readonly below?: string | undefined
}

export function saidOf(line: LineState): Said {
  const { batch, state, next, counts, lanes, stoppedBy } = line
  if (lanes.length === 0) return { what: text.line.plugIn, below: text.line.plugInBelow }
  if (batch === undefined) return { what: words.noBatch, below: words.noBatchBelow }
  if (state === 'closed') return { what: words.closed, below: words.closedBelow }
  const held = heldBy(line)
  const isMore = held === undefined && counts !== undefined && counts.unused > 0
  const what = words.act(next, isMore)
  if (next.act === 'close' && counts) return { what, below: words.below.close(counts) }
  if (state === 'stopped') {
    const hands =
      'lane' in next ? [numberIn(lanes, next.lane, what), afterOf(line, next.lane)] : [afterOf(line, undefined)]
    return { sign: heldIcon.stopped, ...stoppedWords(stoppedBy, hands) }
  }
  if ('lane' in next) {
    const rest = [
      numberIn(lanes, next.lane),
      afterOf(line, next.lane),
      ...(state === 'paused' ? [words.below.paused] : []),
    ]
    return { lane: next.lane, what, below: joined(rest) }
  }
  if (next.act === 'resume') return { sign: heldIcon.paused, what, below: words.below.paused }
  return { what, below: next.act === 'close' ? undefined : words.below[next.act] }
}

/** Why it stopped goes first: whoever puts the next card in without knowing loses it, too. */
function stoppedWords(why: Failure | undefined, hands: readonly string[]): Pick<Said, 'what' | 'below'> {
  if (why?.code === 'batch.failing') return { what: words.failing(why.failures, why.among), below: joined(hands) }
  const told = why && wordsOf(why, text)
  return {
    what: told ? words.stopped(told.what) : words.act({ act: 'resume', why: 'stopped' }, false),
    below: joined([told?.doNow ?? '', ...hands]),
  }
}

/** What a hand can compare with what is printed on the card. */
function numberIn(lanes: readonly Lane[], at: number, before = ''): string {
  const { lane } = lanes.find(({ number }) => number === at) ?? {}
  const iccid = lane && 'iccid' in lane ? lane.iccid : undefined
  return joined([before, iccid === undefined ? '' : words.number(text.identity.end(iccid))])
}

const joined = (said: readonly string[]): string => said.filter((one) => one !== '').join(' ')

function afterOf(line: LineState, lane: number | undefined): string {
  const others = line.lanes.filter(({ number }) => number !== lane)
  const out = (verdicts: readonly Verdict[]) =>
    numbers(others.filter((one) => one.lane.at === 'take-out' && verdicts.includes(one.lane.verdict)))
  const at = (where: Lane['lane']['at']) => numbers(others.filter((one) => one.lane.at === where))
  return words.after({
    tray: out(['FAIL']),
    out: out(['PASS']),
    hold: out(['WAIT']),
    scan: at('wants-device'),
    free: (line.counts?.unused ?? 0) > 0 ? at('empty') : [],
    broken: numbers(others.filter(needsTechnician)),
  })
}

const needsTechnician = ({ lane }: Lane): boolean =>
  lane.at === 'trouble' || (lane.at === 'take-out' && lane.verdict === 'ERROR')

const numbers = (lanes: readonly Lane[]): readonly number[] => lanes.map(({ number }) => number)
