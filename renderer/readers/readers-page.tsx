import { runningAlone, useJobs } from '../jobs/store'
import { Notice } from '../parts/notice'
import { useStation } from '../station/store'
import { text } from '../text'
import { CardPanel } from './card-panel'
import { inspect, useInspection } from './inspection'
import { ReaderRow } from './reader-row'
import { ReaderStrip } from './reader-strip'
import { ServiceNotice } from './service-notice'
import { useReaders } from './store'

const words = text.readers

/** Every reader, large, and below it what is known of each. */
export function ReadersPage() {
  const readers = useReaders((view) => view.readers)
  const running = useJobs(({ open }) => runningAlone(open))
  const now = useInspection((view) => view.now)
  const cards = readers.filter(({ card }) => card !== 'none').length
  return (
    <main className={now.state === 'none' ? 'page readers-page' : 'page readers-page readers-looking'}>
      <header className="page-head">
        <h1 className="h1">{words.title}</h1>
        {readers.length > 0 && (
          <span className="quiet">{`${words.count(readers.length)}. ${words.withCards(cards)}.`}</span>
        )}
      </header>
      <ServiceNotice />
      <ServerNotice />
      <ReaderStrip
        job={running?.reader}
        chosen={now.state === 'none' ? undefined : now.reader}
        onChoose={(reader) => void inspect(reader)}
      />
      {now.state !== 'none' && <CardPanel now={now} />}
      {now.state === 'none' && cards > 0 && <p className="quiet">{words.look}</p>}
      {now.state === 'none' && readers.length > 0 && (
        <section className="panel">
          <table>
            <thead>
              <tr>
                {Object.values(words.columns).map((column) => (
                  <th key={column}>{column}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {readers.map((reader) => (
                <ReaderRow key={reader.name} reader={reader} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </main>
  )
}

function ServerNotice() {
  const state = useStation((view) => view.state)
  if (state?.server.state !== 'unreachable') return null
  return <Notice kind="wait" what={text.station.owedTitle} below={text.station.owedLead(state.owed)} />
}
