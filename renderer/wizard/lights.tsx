import type { JobRecord } from '../../shared/job'
import { Icon, type IconName } from '../parts/icon'
import { type Light, lightsOf } from './lights-of'

const signs: Readonly<Record<Light['state'], { readonly look: string; readonly icon: IconName }>> = {
  on: { look: 'pass', icon: 'pass' },
  off: { look: 'idle', icon: 'hollow' },
  bad: { look: 'fail', icon: 'fail' },
  wait: { look: 'wait', icon: 'wait' },
}

export const Lights = ({ record }: { readonly record: JobRecord }) => (
  <ul className="lights">
    {lightsOf(record).map((light) => (
      <Lamp key={light.name} light={light} />
    ))}
  </ul>
)

/** One fact; what it says may be told in another way. */
export const Lamp = ({ light, children }: { readonly light: Light; readonly children?: React.ReactNode }) => (
  <li className="light" data-light={light.state}>
    <span className={`mark mark-${signs[light.state].look}`}>
      <Icon name={signs[light.state].icon} />
      {light.name}
    </span>
    <p>{children ?? light.says}</p>
  </li>
)
