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
    {lightsOf(record).map(({ name, state, says }) => (
      <li key={name} className="light" data-light={state}>
        <span className={`mark mark-${signs[state].look}`}>
          <Icon name={signs[state].icon} />
          {name}
        </span>
        <p>{says}</p>
      </li>
    ))}
  </ul>
)
