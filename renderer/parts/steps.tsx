import { text } from '../text'
import { Icon } from './icon'

type StepsProps = {
  readonly names: readonly string[]
  readonly at: number
  /** How many of them have come to their end: those before where one is, unless one of them failed. */
  readonly done?: number | undefined
}

/** Where one is on a way of a few steps. */
export const Steps = ({ names, at, done = at }: StepsProps) => (
  <nav aria-label={text.wizard.stepOf(at + 1, names.length)}>
    <ol className="steps" aria-label={text.wizard.stepOf(at + 1, names.length)}>
      {names.map((name, index) => (
        <li
          key={name}
          className={index < done ? 'done' : index === at ? 'now' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          {index < done ? <Icon name="check" /> : <span>{index + 1}</span>}
          {name}
        </li>
      ))}
    </ol>
  </nav>
)
