import { useId } from 'react'
import { Icon } from '../parts/icon'

type FieldProps = {
  readonly label: string
  readonly hint?: string | undefined
  /** What would be right, if it is wrong. */
  readonly fault?: string | undefined
  readonly children: (control: FieldControl) => React.ReactNode
}

/** What a control inside a field takes over. */
export type FieldControl = {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string
}

/** A label, a control, and below it what it takes or what is wrong with it. */
export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId()
  const below = `${id}-below`
  return (
    <div className={fault === undefined ? 'field' : 'field field-wrong'}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': fault !== undefined, 'aria-describedby': below })}
      <p id={below} className="field-below">
        {fault !== undefined && <Icon name="caution" />}
        {fault ?? hint}
      </p>
    </div>
  )
}
