import type { JobRecord } from '../../shared/job'
import { Icon } from '../parts/icon'
import { lookOf } from '../parts/verdict'
import { useOptionalWords } from '../readers/words'
import { text } from '../text'
import { saidOf } from './result-words'

/** The verdict: word, shape, colour, and one sentence of what to do next. */
export function Tile({ record }: { readonly record: JobRecord }) {
  const { look, icon } = lookOf(record.outcome)
  const words = useOptionalWords(record.failure)
  const { what, doNow } = saidOf(record, words)
  return (
    <section className={`verdict verdict-${look}`} role="status" data-outcome={record.outcome}>
      <Icon name={icon} />
      <div>
        <h1>{text.outcome[record.outcome]}</h1>
        <p>{what}</p>
        <p className="verdict-do">{doNow}</p>
        <ForTechnician detail={words?.detail} />
      </div>
    </section>
  )
}

/** What of a failure means something to a technician only. */
export const ForTechnician = ({ detail }: { readonly detail: string | undefined }) =>
  detail === undefined ? null : (
    <p className="verdict-detail">
      {text.station.forTechnician} <bdi lang="en">{detail}</bdi>
    </p>
  )
