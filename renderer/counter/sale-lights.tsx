import type { JobRecord } from '../../shared/job'
import { Icon } from '../parts/icon'
import { text } from '../text'
import { Lamp } from '../wizard/lights'
import { type Light, lightsOf } from '../wizard/lights-of'
import { chainOf } from './sale-words'

const words = text.counter.done

/** A customer needs no more words. */
const short = (light: Light): Light =>
  light.says === text.job.light.verified ? { ...light, says: words.verified } : light

/** Written, verified and registered; without a card, only what there is to tell. */
export function SaleLights({ record }: { readonly record: JobRecord }) {
  const lights = lightsOf(record)
  const [registered] = lights.slice(-1)
  return (
    <ul className={record.kind === 'write' ? 'lights' : 'lights lights-one'}>
      {record.kind === 'write' &&
        lights
          .slice(0, -1)
          .map(short)
          .map((light) => <Lamp key={light.name} light={light} />)}
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
