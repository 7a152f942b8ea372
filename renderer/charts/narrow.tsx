import { useBatches } from '../batches/store'
import { useReaders } from '../readers/store'
import { useReaderLabels } from '../readers/words'
import { useStation } from '../station/store'
import { text } from '../text'
import { OwnTime } from './own-time'
import { narrowed, useCharts } from './store'

const words = text.charts.narrow

/** Which records are charted: all that were written in the time, or those of a batch, a reader or a template. */
export function Narrow() {
  const { of, figures } = useCharts()
  const batches = useBatches((view) => view.batches) ?? []
  const there = useReaders((view) => view.readers)
  const labelOf = useReaderLabels()
  const templates = useStation((view) => view.state?.templates) ?? []
  // Those of today, and those that have records of the time.
  const counted = (by: 'reader' | 'template') =>
    (figures?.groups ?? []).flatMap((group) => (group.by === by && group.name !== '' ? [group.name] : []))
  const readers = once([...there.map(({ name }) => name), ...counted('reader'), of.reader])
  const named = once([...templates.map(({ name }) => name), ...counted('template'), of.template])
  return (
    <div className="narrow">
      <OwnTime />
      <Pick
        label={words.batch}
        all={words.allBatches}
        chosen={of.batch}
        from={batches.map(({ order: { batch } }) => ({ value: batch, says: batch }))}
        onPick={(batch) => narrowed({ batch: batches.find(({ order }) => order.batch === batch)?.order.batch })}
      />
      <Pick
        label={words.reader}
        all={words.allReaders}
        chosen={of.reader}
        from={readers.map((name) => ({ value: name, says: labelOf(name) }))}
        onPick={(reader) => narrowed({ reader })}
      />
      <Pick
        label={words.template}
        all={words.allTemplates}
        chosen={of.template}
        from={named.map((name) => ({ value: name, says: templates.find((one) => one.name === name)?.title ?? name }))}
        onPick={(template) => narrowed({ template })}
      />
    </div>
  )
}

const once = (names: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(names.filter((name) => name !== undefined)),
]

type PickProps = {
  readonly label: string
  readonly all: string
  readonly chosen: string | undefined
  readonly from: readonly { readonly value: string; readonly says: string }[]
  readonly onPick: (value: string | undefined) => void
}

const Pick = ({ label, all, chosen, from, onPick }: PickProps) => (
  <select
    className="input"
    aria-label={label}
    value={chosen ?? ''}
    onChange={({ target }) => onPick(target.value === '' ? undefined : target.value)}
  >
    <option value="">{all}</option>
    {from.map(({ value, says }) => (
      <option key={value} value={value}>
        {says}
      </option>
    ))}
  </select>
)
