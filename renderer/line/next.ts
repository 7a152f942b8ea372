import type { Lane, LineState } from '../../shared/lane'
import { text } from '../text'

const words = text.line.next

/** What the foot of the line says: a number where a lane is meant, a sentence, and what comes after it. */
export type Said = { readonly lane?: number; readonly what: string; readonly below?: string | undefined }

export function saidOf(line: LineState): Said {
  const { batch, state, next, counts, lanes } = line
  if (lanes.length === 0) return { what: text.line.noReaders, below: text.line.noReadersBelow }
  if (batch === undefined) return { what: words.noBatch, below: words.noBatchBelow }
  if (state === 'closed') return { what: words.closed, below: words.closedBelow }
  const what = words.act(next, counts !== undefined && counts.unused > 0)
  if ('lane' in next) return { lane: next.lane, what, below: afterOf(line, next.lane) }
  return { what, below: next.act === 'resume' ? words.below[next.why] : words.below[next.act] }
}

function afterOf({ lanes }: LineState, lane: number): string {
  const others = lanes.filter(({ number }) => number !== lane)
  const out = others.filter((one) => one.lane.at === 'take-out' && one.lane.verdict !== 'ERROR')
  const empty = others.filter((one) => one.lane.at === 'empty')
  return words.after(numbers(out), numbers(empty), numbers(others.filter(needsTechnician)))
}

const needsTechnician = ({ lane }: Lane): boolean =>
  lane.at === 'trouble' || (lane.at === 'take-out' && lane.verdict === 'ERROR')

const numbers = (lanes: readonly Lane[]): readonly number[] => lanes.map(({ number }) => number)
