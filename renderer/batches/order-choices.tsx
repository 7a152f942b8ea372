import { greens } from '../../shared/verdict'
import { ChooseOne } from '../parts/choose-one'
import { useReaders } from '../readers/store'
import { useStation } from '../station/store'
import { text } from '../text'
import { type OrderDraft, type OrderFaults, orderTyped } from './draft'
import { Labelled } from './labelled'
import { OrderBreaker } from './order-number'

const words = text.batches

type ChoicesProps = { readonly draft: OrderDraft; readonly faults: OrderFaults }

/** How the line makes it. */
export function OrderChoices({ draft, faults }: ChoicesProps) {
  const hasKeySet = useStation(({ state }) => state?.keySet !== undefined)
  return (
    <section className="order-group" aria-label={words.groups.line}>
      <h2 className="h2">{words.groups.line}</h2>
      <Labelled label={words.fields.carrier}>
        <ChooseOne
          label={words.fields.carrier}
          words={words.carriers}
          of={['card', 'file', 'card-and-file']}
          chosen={draft.carrier}
          onChoose={(chosen) => orderTyped({ carrier: chosen })}
        />
      </Labelled>
      <Labelled label={words.fields.green}>
        <ChooseOne
          label={words.fields.green}
          words={words.greens}
          of={greens}
          chosen={draft.green}
          onChoose={(chosen) => orderTyped({ green: chosen })}
        />
      </Labelled>
      <Labelled label={words.fields.keySet}>
        <ChooseOne
          label={words.fields.keySet}
          words={words.keySets}
          of={hasKeySet ? ['any', 'this'] : ['any']}
          chosen={hasKeySet ? draft.keySet : 'any'}
          onChoose={(chosen) => orderTyped({ keySet: chosen })}
        />
      </Labelled>
      <Labelled label={words.fields.readers}>
        <ReaderChoice chosen={draft.readers} />
      </Labelled>
      <OrderBreaker draft={draft} faults={faults} />
    </section>
  )
}

/** None chosen is every one. */
function ReaderChoice({ chosen }: { readonly chosen: readonly string[] }) {
  const readers = useReaders((view) => view.readers)
  const toggled = (name: string) => (chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])
  return (
    <>
      <div className="filters">
        {readers.map(({ name, number }) => (
          <button
            key={name}
            type="button"
            className="filter"
            aria-label={text.readers.label(number)}
            aria-pressed={chosen.includes(name)}
            data-selected={chosen.includes(name) || undefined}
            onClick={() => orderTyped({ readers: toggled(name) })}
          >
            {number}
          </button>
        ))}
      </div>
      <p className="field-below">{words.hints.readers}</p>
    </>
  )
}
