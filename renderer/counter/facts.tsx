import type { DeviceId } from '../../shared/identity/device'
import { type Phone, spacedPhone } from '../../shared/intake/phone'
import { Icon, type IconName } from '../parts/icon'
import { text } from '../text'

const words = text.counter.card

/** What is known of a sale, a row each. */
export const Facts = ({ children }: { readonly children: React.ReactNode }) => <dl className="facts">{children}</dl>

type FactProps = {
  readonly icon: IconName
  readonly name: string
  readonly value: string | undefined
  readonly below?: string | undefined
}

export const Fact = ({ icon, name, value, below }: FactProps) => (
  <div>
    <Icon name={icon} />
    <dt>{name}</dt>
    <dd className={value === undefined ? 'faint' : undefined}>
      <bdi>{value ?? '…'}</bdi>
      {below !== undefined && <small>{below}</small>}
    </dd>
  </div>
)

export const DeviceFact = ({ device }: { readonly device: DeviceId }) => (
  <div>
    <Icon name="device" />
    <dt>{words.phone}</dt>
    <dd>
      <bdi dir="ltr">{text.identity.device(device)}</bdi>
    </dd>
  </div>
)

export const NumberFact = ({ phone }: { readonly phone: Phone | undefined }) => (
  <div>
    <Icon name="phone" />
    <dt>{words.number}</dt>
    <dd>{phone === undefined ? words.noNumber : <bdi dir="ltr">{spacedPhone(phone)}</bdi>}</dd>
  </div>
)
