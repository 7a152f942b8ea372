import type { JobRecord } from '../../shared/job'
import { useShownJob } from '../jobs/store'
import { Steps } from '../parts/steps'
import { text } from '../text'
import { CardStep } from './card-step'
import { DeviceStep } from './device-step'
import { DoneStep } from './done-step'
import { NumberStep } from './number-step'
import type { CounterState } from './state'
import { useCounter } from './store'

const words = text.counter.steps
const steps = ['device', 'number', 'card', 'done'] as const satisfies readonly CounterState['step'][]
const names = steps.map((step) => words[step])

/** One customer, from the box of the phone to the receipt. */
export function CounterPage() {
  const state = useCounter((counter) => counter.at)
  const { record } = useShownJob(state.step === 'done' ? state.job : undefined)
  const now = record && !isServed(record) ? 'card' : state.step
  return (
    <div className="step counter">
      <Steps names={names} at={steps.indexOf(now)} />
      <StepOf {...state} />
    </div>
  )
}

/** Nothing is done before the card is, or the number is on its way. */
const isServed = ({ outcome }: JobRecord): boolean => outcome === 'PASS' || outcome === 'OWED'

function StepOf(state: CounterState) {
  switch (state.step) {
    case 'device':
      return <DeviceStep {...state} />
    case 'number':
      return <NumberStep {...state} />
    case 'card':
      return <CardStep {...state} />
    case 'done':
      return <DoneStep {...state} />
  }
}
