import type { TemplateForm } from '../../shared/outline/composition'
import { labelIn } from '../../shared/template/label'
import { faultOf } from '../../shared/template/variables'
import { text } from '../text'
import { faultAt, useComposed } from './composed'
import { scanOf, useDraft, variableTyped } from './draft'
import { Field, type FieldControl } from './field'

type OneVariable = TemplateForm['variables'][number]

const words = text.composer.form

/** One variable of a template, checked while it is typed by the rule it is checked by when a message is made. */
export function VariableField({ name, variable }: OneVariable) {
  const value = useDraft(({ variables }) => variables[name] ?? '')
  const isAsked = useDraft((view) => scanOf(view)?.kind === 'device')
  const told = useComposed((view) => faultAt(view, `variables.${name}`))
  const isNeeded = value === '' && variable.default === undefined
  const fault = value === '' ? told : faultOf(variable, value)
  return (
    <Field
      label={labelIn(text.language, { name, variable })}
      hint={hintOf(variable)}
      fault={isNeeded && isAsked ? words.needed(hintOf(variable)) : fault && words.fault(fault)}
    >
      {(control) => <Control name={name} variable={variable} value={value} control={control} />}
    </Field>
  )
}

type ControlProps = OneVariable & { readonly value: string; readonly control: FieldControl }

function Control({ name, variable, value, control }: ControlProps) {
  const { type, choices = [], default: usual } = variable
  if (type === 'choice')
    return (
      <select {...control} className="input" value={value} onChange={({ target }) => variableTyped(name, target.value)}>
        <option value="">{usual === undefined ? '' : words.byDefault(usual)}</option>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    )
  return (
    <input
      {...control}
      className="input"
      data-variable={name}
      type={type === 'secret' ? 'password' : 'text'}
      value={value}
      placeholder={usual}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => variableTyped(name, target.value)}
    />
  )
}

function hintOf({ type, pattern, default: usual }: OneVariable['variable']): string {
  const takes = pattern === undefined ? words.types[type] : words.pattern(pattern)
  if (usual === undefined || type === 'choice') return takes
  return type === 'text' && pattern === undefined ? words.asShown : `${takes}. ${words.asShown}`
}
