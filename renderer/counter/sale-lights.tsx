import type { JobRecord } from '../../shared/job'
import { Icon } from '../parts/icon'
import { Lamp } from '../wizard/lights'
import { type Light, lightsOf } from '../wizard/lights-of'
import { chainOf } from './sale-words'

/** Written, verified and registered; without a card, only what there is to tell. */
export function SaleLights({ record }: { readonly record: JobRecord }) {
  const lights = lightsOf(record)
  const [registered] = lights.slice(-1)
  return (
    <ul className={record.kind === 'write' ? 'lights' : 'lights lights-one'}>
      {record.kind === 'write' && lights.slice(0, -1).map((light) => <Lamp key={light.name} light={light} />)}
      {registered && <Registered light={registered} record={record} />}
    </ul>
  )
}

function Registered({ light, record }: { readonly light: Light; readonly record: JobRecord }) {
  if (light.state !== 'on') return <Lamp light={light} />
  return (
    <Lamp light={light}>
      <span className="chain">
        {chainOf(record).map(({ name, isReached, isNow }, at) => (
          <span key={name} className={isReached ? undefined : 'faint'}>
            {at > 0 && <Icon name="chevron" />}
            {isNow ? <b>{name}</b> : name}
          </span>
        ))}
      </span>
    </Lamp>
  )
}
