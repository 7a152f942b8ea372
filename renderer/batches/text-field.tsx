import { Field } from '../composer/field'

type TextFieldProps = {
  readonly label: string
  readonly hint: string
  readonly fault?: string | undefined
  readonly value: string
  readonly placeholder?: string | undefined
  readonly maxLength: number
  readonly onType: (typed: string) => void
}

/** One line of text; nothing of it is remembered or corrected. */
export const TextField = ({ label, hint, fault, value, placeholder, maxLength, onType }: TextFieldProps) => (
  <Field label={label} hint={hint} fault={fault}>
    {(control) => (
      <input
        {...control}
        className="input"
        value={value}
        placeholder={placeholder}
        maxLength={maxLength}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onType(target.value)}
      />
    )}
  </Field>
)
