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
  return (
    <div className="step counter">
      <Steps names={names} at={steps.indexOf(state.step)} />
      <StepOf {...state} />
    </div>
  )
}

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
