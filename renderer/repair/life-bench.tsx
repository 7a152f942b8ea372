import type { Account } from '../../shared/job'
import type { Life, LifeEvent } from '../../shared/life'
import { Button } from '../parts/button'
import { OutcomeMark } from '../parts/mark'
import { FailureNotice } from '../parts/notice'
import { text } from '../text'
import { ScanRefused } from '../wizard/scan-refused'
import { back } from './acts'
import { Echo } from './echo'
import { keyOf, kindOf, whatOf } from './life-line'
import { type RepairStep, useRepair } from './store'

const words = text.repair

/** Everything that is known of a device, oldest first, with before and after of each job. */
export function LifeBench({ refused }: Pick<Extract<RepairStep, { step: 'life' }>, 'refused'>) {
  const { life, typed } = useRepair()
  return (
    <main className="page repair-life">
      <header className="page-head">
        <h1 className="h1">{titleOf(life?.value)}</h1>
        <Button kind="plain" keycap={text.station.keys.escape} onPress={back}>
          {words.back}
        </Button>
      </header>
      {typed !== '' && <Echo />}
      {refused && <ScanRefused scan={refused} />}
      {life?.failure && <FailureNotice failure={life.failure} />}
      {life?.value?.told === 'station' && <p className="quiet">{words.unheard}</p>}
      {life?.value?.events.length === 0 && <p className="lead">{words.noLife}</p>}
      {life?.value && life.value.events.length > 0 && <Events life={life.value} />}
    </main>
  )
}

function titleOf(life: Life | undefined): string {
  const [device] = life?.devices ?? []
  if (device !== undefined) return words.lifeOf(device)
  const [iccid] = life?.cards ?? []
  return iccid === undefined ? words.wholeLife : words.lifeOfCard(iccid)
}

const Events = ({ life }: { readonly life: Life }) => (
  <div className="panel" tabIndex={0}>
    <table>
      <thead>
        <tr>
          {Object.values(words.columns).map((column) => (
            <th key={column}>{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {life.events.map((event) => (
          <tr key={`${event.is} ${event.at} ${keyOf(event)}`} className={`life-row-${event.is} life-${kindOf(event)}`}>
            <td className="life-at">{words.at(event.at)}</td>
            <td>
              {whatOf(event)}
              {event.is === 'job' && (
                <small className="below">
                  <OutcomeMark outcome={event.outcome} />
                </small>
              )}
              {event.is === 'registration' && event.cause !== undefined && (
                <small className="below">{event.cause}</small>
              )}
            </td>
            <td>
              <Of event={event} life={life} />
            </td>
            <td>{event.is === 'job' && event.before && <Servers accounts={event.before} />}</td>
            <td>{event.is === 'job' && event.accounts.length > 0 && <Servers accounts={event.accounts} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

type OfProps = { readonly event: LifeEvent; readonly life: Life }

/** Of which device and card. The one of the title is not said again in every row. */
function Of({ event, life: { devices } }: OfProps) {
  const isOther = devices.length > 1 || event.device !== devices[0]
  const says = [
    ...(isOther && event.device !== undefined ? [text.identity.device(event.device)] : []),
    ...(event.is === 'job' && event.iccid !== undefined ? [text.identity.iccid(event.iccid)] : []),
    ...(event.is === 'job' && event.replaces !== undefined && event.replaces !== event.device
      ? [words.event.gaveBack(event.replaces)]
      : []),
    ...(event.is === 'intake' && event.phone !== undefined ? [event.phone] : []),
  ]
  return says.map((said, at) => (
    <span key={said} className={at === 0 ? 'life-of' : 'life-of below'}>
      {said}
    </span>
  ))
}

const Servers = ({ accounts }: { readonly accounts: readonly Account[] }) =>
  accounts.length === 0 ? (
    <span className="faint">{words.event.nobody}</span>
  ) : (
    accounts.map(({ serverId, url }) => (
      <span key={serverId}>
        {serverId}
        <small className="below life-url">{url}</small>
      </span>
    ))
  )
