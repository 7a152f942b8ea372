import type { BatchId } from '../../shared/batch'
import type { ImportFinding, ImportReport } from '../../shared/import'
import { text } from '../text'
import { columnMapped } from './read-list'

const words = text.batches.import

type FoundProps = { readonly batch: BatchId; readonly report: ImportReport }

/** What a list is: its rows, which column is taken for what, and what is wrong where. */
export const ImportFound = ({ batch, report }: FoundProps) => (
  <div className="two import-found">
    <section className="panel one" aria-label={words.columns}>
      <ul className="sum">
        <Sum name={words.rows} value={report.rows} />
        <Sum name={words.good} value={report.good} />
        <Sum name={words.wrong} value={report.rows - report.good} />
      </ul>
      <dl className="meta">
        {Object.entries(report.columns).map(([what, column]) => (
          <div key={what}>
            <dt className="label">{what === 'device' ? words.device : what}</dt>
            <dd>
              <select
                className="input"
                aria-label={what === 'device' ? words.device : what}
                value={column}
                onChange={({ target }) => void columnMapped(batch, report, what, target.value)}
              >
                {[column, ...report.unused].map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            </dd>
          </div>
        ))}
        {report.unused.length > 0 && (
          <div>
            <dt className="label">{words.unused}</dt>
            <dd>
              <bdi>{report.unused.join(', ')}</bdi>
            </dd>
          </div>
        )}
        {report.sheets && (
          <div>
            <dt className="label">{words.sheet}</dt>
            <dd>
              <bdi>{words.sheetOf(report.sheets.read, report.sheets.unread)}</bdi>
            </dd>
          </div>
        )}
      </dl>
    </section>
    <Findings report={report} />
  </div>
)

const Sum = ({ name, value }: { readonly name: string; readonly value: number }) => (
  <li>
    <span>
      <b>{text.batches.number(value)}</b>
      <small>{name}</small>
    </span>
  </li>
)

function Findings({ report: { findings, wrong } }: { readonly report: ImportReport }) {
  const all = Object.values(wrong).reduce((sum, times) => sum + times, 0)
  return (
    <section className="panel list" aria-label={words.findings}>
      <header className="import-head">
        <p className="h2">{all === 0 ? words.none : words.findings}</p>
        <ul>
          {Object.entries(wrong).map(([what, times]) => (
            <li key={what} className="label">
              {words.times(words.what[what as ImportFinding['what']], times)}
            </li>
          ))}
        </ul>
      </header>
      <div className="scroll">
        <table>
          <tbody>
            {findings.map((finding) => (
              <tr key={`${finding.row} ${finding.column} ${finding.what}`}>
                <td>{words.at(finding.row, finding.column)}</td>
                <td>{words.what[finding.what]}</td>
                <td className="mono">
                  <bdi dir="ltr">{finding.value}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {findings.length < all && <p className="label import-more">{words.first(findings.length, all)}</p>}
    </section>
  )
}
