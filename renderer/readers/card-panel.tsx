import type { CardReport } from '../../shared/card-report'
import { Button } from '../parts/button'
import { Icon } from '../parts/icon'
import { FailureNotice } from '../parts/notice'
import { text } from '../text'
import { CardTree } from './card-tree'
import { checksOf, headOf } from './card-words'
import { type Inspection, inspect, inspectionClosed } from './inspection'
import { useReaderLabel } from './words'

const words = text.readers.inspect

/** One card in full: whether a device would start from it, why, and what is on it. Nothing is written for it. */
export function CardPanel({ now }: { readonly now: Exclude<Inspection, { state: 'none' }> }) {
  const label = useReaderLabel(now.reader)
  return (
    <section className="bench" aria-label={words.title}>
      <header>
        <div>
          <p className="label">{now.state === 'read' ? words.of(label, cardOf(now.report)) : label}</p>
          <h2 className="h1">{now.state === 'read' ? headOf(now.report) : words[now.state]}</h2>
        </div>
        <div className="bench-acts">
          <Button keycap={text.station.keys.escape} kind="plain" onPress={inspectionClosed}>
            {words.close}
          </Button>
          <Button keycap="F8" isDisabled={now.state === 'reading'} onPress={() => void inspect(now.reader)}>
            {words.again}
          </Button>
        </div>
      </header>
      {now.state === 'reading' && <p className="lead">{words.readingLead}</p>}
      {now.state === 'failed' && <FailureNotice failure={now.failure} />}
      {now.state === 'read' && <Report report={now.report} />}
    </section>
  )
}

const cardOf = ({ iccid }: CardReport): string =>
  iccid === undefined ? text.readers.unnamed : text.identity.iccid(iccid)

// Which card it is and the verdict stand in the head; how it is spoken to, below its files.
const saidAbove = 2
const saidBelow = 2

const Report = ({ report }: { readonly report: CardReport }) => (
  <>
    <div className="bench-story">
      <p>{report.story.slice(saidAbove, -saidBelow).join(' ')}</p>
      <ul>
        {checksOf(report).map(({ look, icon, says }) => (
          <li key={says} className={`mark mark-${look}`}>
            <Icon name={icon} />
            {says}
          </li>
        ))}
      </ul>
    </div>
    {report.bootstrap.length > 0 && <Files files={report.bootstrap} />}
    {report.tree && (
      <div className="panel tree">
        <p className="label">{words.files}</p>
        <CardTree node={report.tree} isOpen />
        <p className="below">{report.story.slice(-saidBelow).join(' ')}</p>
      </div>
    )}
  </>
)

const Files = ({ files }: { readonly files: CardReport['bootstrap'] }) => (
  <div className="panel">
    <table>
      <thead>
        <tr>
          {Object.values(words.columns).map((column) => (
            <th key={column}>{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <tr key={`${file.path} ${file.use}`}>
            <td className="mono">{file.path}</td>
            <td>
              {text.card.format[file.format]}
              <small className="below">{words.filled(file.bytes, file.sizeBytes)}</small>
            </td>
            <td>
              {file.servers.map(({ serverId, url }) => (
                <span key={serverId}>
                  <b>{serverId}</b>
                  <small className="below">{url}</small>
                </span>
              ))}
              {file.servers.length === 0 && <span className="faint">{words.nobody}</span>}
            </td>
            <td>{file.access && words.access(file.access.read, file.access.update)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
