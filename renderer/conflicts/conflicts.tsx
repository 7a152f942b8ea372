import type { Conflict } from '../../shared/registration/conflict'
import { useTitle } from '../batches/title'
import { Icon } from '../parts/icon'
import { text } from '../text'
import { ConflictDetail } from './conflict-detail'
import { conflictSelected, readConflict, useConflicts } from './store'

const words = text.conflicts

/** Devices that somebody else has registered, and what is to become of ours. */
export function Conflicts() {
  const view = useConflicts()
  const conflict = readConflict(view)
  if (view.found === undefined) return null
  if (conflict === undefined)
    return (
      <div className="nothing">
        <p className="h1">{words.none}</p>
        <p className="lead">{words.noneLead}</p>
      </div>
    )
  return (
    <div className="two">
      <section className="panel list" aria-label={words.title}>
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th>{words.columns.device}</th>
                <th>{words.columns.at}</th>
                <th>{words.columns.decided}</th>
              </tr>
            </thead>
            <tbody>
              {view.found.map((one) => (
                <ConflictRow key={one.job} conflict={one} isRead={one.job === conflict.job} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <ConflictDetail conflict={conflict} />
    </div>
  )
}

const ConflictRow = ({ conflict, isRead }: { readonly conflict: Conflict; readonly isRead: boolean }) => (
  <tr
    className={isRead ? 'is-read' : undefined}
    aria-current={isRead || undefined}
    onClick={() => conflictSelected(conflict.job)}
  >
    <td>
      <button type="button" className="row-name" onClick={() => conflictSelected(conflict.job)}>
        <bdi dir="ltr">{text.identity.device(conflict.device)}</bdi>
      </button>
      <small className="below">
        <bdi>{useTitle(conflict.sent.template?.name)}</bdi>
      </small>
    </td>
    <td>
      {words.at(conflict.startedAt)}
      <small className="below">{words.day(conflict.startedAt)}</small>
    </td>
    <td>
      <span className={conflict.resolution === undefined ? 'mark mark-wait' : 'mark mark-idle'}>
        <Icon name={conflict.resolution === undefined ? 'wait' : 'pause'} />
        {conflict.resolution === undefined ? words.undecided : words.setAside}
      </span>
    </td>
  </tr>
)
