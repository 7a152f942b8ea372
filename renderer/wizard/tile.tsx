import type { JobRecord } from '../../shared/job'
import { Icon } from '../parts/icon'
import { lookOf } from '../parts/verdict'
import { useOptionalWords } from '../readers/words'
import { text } from '../text'
import { saidOf } from './result-words'

/** The verdict: word, shape, colour, and one sentence of what to do next. */
export function Tile({ record }: { readonly record: JobRecord }) {
  const { look, icon } = lookOf(record.outcome)
  const { what, doNow } = saidOf(record, useOptionalWords(record.failure))
  return (
    <section className={`verdict verdict-${look}`} role="status" data-outcome={record.outcome}>
      <Icon name={icon} />
      <div>
        <h1>{text.outcome[record.outcome]}</h1>
        <p>{what}</p>
        <p className="verdict-do">{doNow}</p>
      </div>
    </section>
  )
}
