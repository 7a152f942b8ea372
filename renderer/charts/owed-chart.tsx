import type { Figures } from '../../shared/figures'
import type { Readings } from '../../shared/readings'
import { text } from '../text'
import { Bar, Panel } from './panel'

const words = text.charts.owed
const { number } = text.charts

type OwedProps = { readonly figures: Figures; readonly readings: Readings }

/** What the DM Server has not confirmed, by how long it waits. */
export function OwedChart({ figures: { owed }, readings: { ages } }: OwedProps) {
  const most = Math.max(...ages.map(({ count }) => count), 1)
  const waits = owed.oldestMs === undefined ? [] : [words.oldest(owed.count, owed.oldestMs)]
  const held = owed.held > 0 ? [words.held(owed.held)] : []
  const finding = [...waits, ...held].join(' ') || words.none
  return (
    <Panel name="owed" title={words.title} finding={finding}>
      {owed.count > 0 && (
        <table className="bars">
          <thead>
            <tr>
              <th>{words.columns.age}</th>
              <td />
              <th className="num">{words.columns.count}</th>
            </tr>
          </thead>
          <tbody>
            {ages.map(({ upToMs, count }) => (
              <tr key={upToMs}>
                <th scope="row">{words.upTo(upToMs)}</th>
                <td className="of-bar">
                  <Bar share={count / most} />
                </td>
                <td className="num">{number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
