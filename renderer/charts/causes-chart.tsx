import type { Readings } from '../../shared/readings'
import { text } from '../text'
import { Bar, Panel } from './panel'

const words = text.charts.causes
const { percent, number } = text.charts

const named = (name: string): string => (name === 'other' ? words.other : words.named(name))

/** Why cards failed, the most frequent reason first. */
export function CausesChart({ readings: { causes, failed } }: { readonly readings: Readings }) {
  const [first] = causes
  const most = first?.count ?? 1
  return (
    <Panel
      name="causes"
      title={words.title}
      finding={first ? words.first(named(first.name), first.upToHere, failed) : words.none}
    >
      {first && (
        <table className="bars">
          <thead>
            <tr>
              <th>{words.columns.cause}</th>
              <td />
              <th className="num">{words.columns.count}</th>
              <th className="num">{words.columns.upToHere}</th>
            </tr>
          </thead>
          <tbody>
            {causes.map(({ name, count, upToHere }) => (
              <tr key={name}>
                <th scope="row">{named(name)}</th>
                <td className="of-bar">
                  <Bar share={count / most} className={name === 'other' ? 'bar bar-pale' : 'bar'} />
                </td>
                <td className="num">{number(count)}</td>
                <td className="num quiet">{percent(upToHere)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
