import { text } from '../text'
import { Icon } from './icon'

const names = ['scan', 'review', 'job', 'result'] as const
export type StepName = (typeof names)[number]

const words = text.wizard

/** Where one is in the wizard. */
export function Steps({ now }: { readonly now: StepName }) {
  const at = names.indexOf(now)
  return (
    <ol className="steps" aria-label={words.stepOf(at + 1, names.length)}>
      {names.map((name, index) => (
        <li
          key={name}
          className={index < at ? 'done' : index === at ? 'now' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          {index < at ? <Icon name="check" /> : <span>{index + 1}</span>}
          {words.steps[name]}
        </li>
      ))}
    </ol>
  )
}
