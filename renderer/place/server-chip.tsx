import { Icon } from '../parts/icon'
import { useStation } from '../station/store'
import { text } from '../text'

const words = text.station

/** What must be seen from everywhere: whether the DM Server answers, and how much waits for it. */
export function ServerChip() {
  const state = useStation((view) => view.state)
  if (state === undefined) return <span className="chip">{words.connecting}</span>
  const { server, owed } = state
  const isAway = server.state === 'unreachable'
  const said = isAway && server.since !== undefined ? words.serverSince(server.since) : words.server[server.state]
  return (
    <>
      {owed > 0 && (
        <span className="chip">
          <Icon name="outbox" />
          {words.owed(owed)}
        </span>
      )}
      <span className={isAway ? 'chip chip-away' : 'chip'} role="status">
        <Icon name={isAway ? 'caution' : 'server'} />
        {server.url === '' ? words.noServer : said}
      </span>
    </>
  )
}
