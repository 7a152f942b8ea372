import type { Told } from '../../shared/choices'
import { text } from '../text'

const words = text.settings

/** What is not chosen here, and who said it. */
export const ToldList = ({ told }: { readonly told: Told }) => (
  <section className="panel told" aria-label={words.told}>
    <h2 className="h2">{words.told}</h2>
    <p className="quiet">{words.toldBy[told.by]}</p>
    <dl>
      {rowsOf(told).map(([name, value, place]) => (
        <div key={name}>
          <dt className="label">{name}</dt>
          <dd>
            {value}
            {place !== undefined && (
              <bdi dir="ltr" className="mono place-name">
                {place}
              </bdi>
            )}
          </dd>
        </div>
      ))}
    </dl>
  </section>
)

type Row = readonly [name: string, value: string | undefined, place?: string | undefined]

function rowsOf({ home, server, cardKeys, batchKey, readers }: Told): readonly Row[] {
  const { rows, none } = words
  return [
    [rows.readers, words.readersOf[readers]],
    [rows.server, server === undefined ? none : undefined, server],
    [rows.cardKeys, cardKeys === undefined ? none : words.keysFrom[cardKeys.from], cardKeys?.place],
    [rows.batchKey, batchKey === undefined ? none : undefined, batchKey],
    [rows.home, undefined, home],
  ]
}
