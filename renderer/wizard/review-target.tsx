import { Keycap } from '../parts/keycap'
import { Notice } from '../parts/notice'
import { isReady, readerFor, useReaders } from '../readers/store'
import { text } from '../text'
import { readerNamed } from './store'

const words = text.wizard.review

/** Which reader: nothing is asked with one card in, the operator names it with several, and inserts one with none. */
export function ReviewTarget({ named }: { readonly named: string | undefined }) {
  const readers = useReaders((view) => view.readers)
  const ready = readers.filter(isReady)
  const chosen = readerFor(readers, named)
  if (ready.length === 0) return <Notice kind="act" what={words.insert} below={words.insertDo} />
  if (ready.length === 1 && chosen) return null
  return (
    <section className="pick" aria-label={words.chooseLabel}>
      <p className="h2">{words.choose}</p>
      <ul className="choice choice-row">
        {ready.map(({ name, number, iccid }) => (
          <li key={name}>
            <button type="button" aria-pressed={name === chosen?.name} aria-keyshortcuts={String(number)} onClick={() => readerNamed(name)}>
              <Keycap>{number}</Keycap>
              <span>
                {text.readers.label(number)}
                <small>{iccid === undefined ? text.readers.unnamed : text.identity.end(iccid)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
