import type { Figures } from '../../shared/figures'
import type { Readings } from '../../shared/readings'
import type { Group } from '../../shared/statistics/suspect'
import { useReaderLabels } from '../readers/words'
import { text } from '../text'
import { Bar, Panel } from './panel'

const words = text.charts.compared
const { percent, number } = text.charts

type ComparedProps = { readonly figures: Figures; readonly readings: Readings }

/** Readers, lots of cards and templates beside each other, and whose fault it is where chance does not explain it. */
export function ComparedChart({ figures: { groups }, readings: { suspect, tried } }: ComparedProps) {
  const labelOf = useReaderLabels()
  const named = ({ by, name }: Pick<Group, 'by' | 'name'>): string => {
    if (by === 'reader') return labelOf(name)
    return by === 'lot' ? words.lot(name) : name || words.noTemplate
  }
  const shown = groups.filter(({ by }) => by === 'reader' || groups.filter((group) => group.by === by).length > 1)
  const most = Math.max(...shown.map(shareOf), 0.001)
  return (
    <Panel name="compared" title={words.title} finding={findingOf()} isAlarm={suspect !== undefined}>
      {tried > 0 && (
        <div className="rows" tabIndex={0}>
          <table className="bars">
            <thead>
              <tr>
                <th>{words.columns.name}</th>
                <td />
                <th className="num">{words.columns.failed}</th>
                <th className="num">{words.columns.tried}</th>
                <th className="num">{words.columns.share}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((group) => {
                const isSuspect = group.by === suspect?.by && group.name === suspect.name
                return (
                  <tr key={`${group.by} ${group.name}`} className={isSuspect ? 'is-suspect' : undefined}>
                    <th scope="row">
                      <span className="unseen">{words.by[group.by]} </span>
                      <bdi>{named(group)}</bdi>
                    </th>
                    <td className="of-bar">
                      <Bar share={shareOf(group) / most} className={isSuspect ? 'bar bar-failed' : 'bar'} />
                    </td>
                    <td className="num">{number(group.failed)}</td>
                    <td className="num quiet">{number(group.tried)}</td>
                    <td className="num quiet">{percent(shareOf(group))}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )

  function findingOf(): string {
    if (tried === 0) return words.none
    if (suspect === undefined) return words.even
    const name = suspect.by === 'lot' ? suspect.name : named(suspect)
    return words.suspect[suspect.by](name, shareOf(suspect), shareOf(suspect.others), suspect.p)
  }
}

const shareOf = ({ failed, tried }: { readonly failed: number; readonly tried: number }): number => failed / tried
