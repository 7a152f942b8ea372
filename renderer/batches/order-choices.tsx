import { greens } from '../../shared/verdict'
import { ChooseOne } from '../parts/choose-one'
import { useReaders } from '../readers/store'
import { text } from '../text'
import { type OrderDraft, orderTyped } from './draft'

const words = text.batches

/** What is chosen from a few. */
export const OrderChoices = ({
  draft: { identities, carrier, green, keySet, readers },
}: {
  readonly draft: OrderDraft
}) => (
  <>
    <Labelled label={words.fields.identities}>
      <ChooseOne
        label={words.fields.identities}
        words={words.sources}
        of={['listed', 'scanned']}
        chosen={identities}
        onChoose={(chosen) => orderTyped({ identities: chosen })}
      />
    </Labelled>
    <Labelled label={words.fields.carrier}>
      <ChooseOne
        label={words.fields.carrier}
        words={words.carriers}
        of={['card', 'file', 'card-and-file']}
        chosen={carrier}
        onChoose={(chosen) => orderTyped({ carrier: chosen })}
      />
    </Labelled>
    <Labelled label={words.fields.green}>
      <ChooseOne
        label={words.fields.green}
        words={words.greens}
        of={greens}
        chosen={green}
        onChoose={(chosen) => orderTyped({ green: chosen })}
      />
    </Labelled>
    <Labelled label={words.fields.keySet}>
      <ChooseOne
        label={words.fields.keySet}
        words={words.keySets}
        of={['any', 'this']}
        chosen={keySet}
        onChoose={(chosen) => orderTyped({ keySet: chosen })}
      />
    </Labelled>
    <Labelled label={words.fields.readers}>
      <ReaderChoice chosen={readers} />
    </Labelled>
  </>
)

const Labelled = ({ label, children }: { readonly label: string; readonly children: React.ReactNode }) => (
  <div className="field">
    <span className="field-label">{label}</span>
    {children}
  </div>
)

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
