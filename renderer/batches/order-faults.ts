import { text } from '../text'
import type { OrderFault } from './draft'

const { hints } = text.batches

const saysOf: Readonly<Record<OrderFault, string>> = {
  needed: hints.needed,
  malformed: hints.name,
  taken: hints.taken,
  whole: hints.whole,
  among: hints.among,
}

/** What is wrong with what was typed; a field that nobody has typed in yet is not called wrong, one that was emptied is. */
export const saidOf = (fault: OrderFault | undefined, typed: string, first = ''): string | undefined =>
  fault === undefined || (typed === '' && first === '') ? undefined : saysOf[fault]
