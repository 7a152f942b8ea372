import type { JobRecord } from '../../shared/job'
import type { ReaderState } from '../../shared/station-state'
import { phasesNow } from '../jobs/now'
import { text } from '../text'
import { troubleOf } from './store'

/** How a reader looks: a kind for its shape and colour, a word, and a line below it. */
export type ReaderFace = {
  readonly kind: 'empty' | 'card' | 'work' | 'elsewhere' | 'trouble'
  readonly word: string
  readonly below: string
}

const words = text.readers

export function faceOf(reader: ReaderState, running: JobRecord | undefined, silentMs: number | undefined): ReaderFace {
  const card = reader.iccid === undefined ? words.unnamed : text.identity.end(reader.iccid)
  const trouble = troubleOf(reader)
  if (trouble?.code.startsWith('card.')) return { kind: 'trouble', word: words.unreadable, below: words.unreadableLead }
  if (trouble) return { kind: 'trouble', word: words.noAnswer, below: words.since(silentMs ?? 0) }
  if (reader.card === 'none') return { kind: 'empty', word: words.insert, below: words.ready }
  if (reader.card === 'unreadable') return { kind: 'trouble', word: words.unreadable, below: words.unreadableLead }
  if (reader.held === 'theirs') return { kind: 'elsewhere', word: words.theirs, below: card }
  if (reader.held === 'ours') return { kind: 'work', word: workOf(running), below: card }
  return { kind: 'card', word: words.cardIn, below: card }
}

function workOf(running: JobRecord | undefined): string {
  const phase = running && phasesNow(running).find(({ outcome }) => outcome === 'running')
  return phase ? words.phase[phase.name] : words.ours
}
