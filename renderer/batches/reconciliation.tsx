import { type Counts, isExact } from '../../shared/batch'
import { Icon } from '../parts/icon'
import { text } from '../text'

const words = text.batches.reconciliation

/** Good + set aside + unused = issued, in figures, and what is still missing from it. */
export function Reconciliation({ counts }: { readonly counts: Counts }) {
  const { good, rejects, unused, issued, working, waiting } = counts
  return (
    <section className="reconciled" aria-label={words.label}>
      <ul className="sum">
        <Term name={words.good} value={good} />
        <Term sign="+" name={words.rejects} value={rejects} />
        <Term sign="+" name={words.unused} value={unused} />
        {working > 0 && <Term sign="+" name={words.working} value={working} />}
        {waiting > 0 && <Term sign="+" name={words.waiting} value={waiting} />}
        <Term sign="=" name={words.issued} value={issued} />
      </ul>
      <p className="mark">
        <Icon name={isExact(counts) ? 'check' : 'clock'} />
        {isExact(counts) ? words.exact : words.open(working, waiting)}
      </p>
    </section>
  )
}

type TermProps = { readonly sign?: '+' | '='; readonly name: string; readonly value: number }

const Term = ({ sign, name, value }: TermProps) => (
  <li>
    {sign && <i aria-hidden="true">{sign}</i>}
    <span>
      <b>{text.batches.number(value)}</b>
      <small>{name}</small>
    </span>
  </li>
)
