import { type DeviceId, devIdOf } from '../../shared/identity/device'
import { Icon } from '../parts/icon'
import { isReady, useReaders } from '../readers/store'
import { text } from '../text'
import { TemplateFound } from './template-found'

const words = text.wizard.scan

/** The three things a job needs, each in its own place. */
export const Found = ({ device }: { readonly device: DeviceId | undefined }) => (
  <dl className="found">
    <div>
      <dt>
        <Icon name="device" />
        {words.device}
      </dt>
      <dd>{device === undefined ? <span className="faint">{words.notScanned}</span> : <Device device={device} />}</dd>
    </div>
    <CardFound />
    <TemplateFound isChoosing={device !== undefined} />
  </dl>
)

const Device = ({ device }: { readonly device: DeviceId }) => (
  <>
    <bdi dir="ltr">{text.identity.device(device)}</bdi>
    <small>{words.reports(devIdOf(device))}</small>
  </>
)

function CardFound() {
  const ready = useReaders((view) => view.readers).filter(isReady)
  const [only] = ready
  const label = ready.length === 1 && only ? words.cardIn(only.number) : words.card
  return (
    <div>
      <dt>
        <Icon name="card" />
        {label}
      </dt>
      {only === undefined && (
        <dd>
          <span className="faint">{words.noCard}</span>
          <small>{words.insertLater}</small>
        </dd>
      )}
      {ready.length === 1 && only && (
        <dd>
          <bdi dir="ltr">{only.iccid === undefined ? text.readers.cardIn : text.identity.iccid(only.iccid)}</bdi>
          <small>{only.name}</small>
        </dd>
      )}
      {ready.length > 1 && (
        <dd>
          {words.cards(ready.length)}
          <small>{words.chooseLater}</small>
        </dd>
      )}
    </div>
  )
}
