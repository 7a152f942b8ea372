import type { DeviceId } from '../../shared/identity/device'
import { labelIn } from '../../shared/template/label'
import { faultOf } from '../../shared/template/variables'
import { Field, type FieldControl } from '../composer/field'
import { useStation } from '../station/store'
import { text } from '../text'
import { useLastTemplate } from '../wizard/template'
import { enteredVariable } from './enter'
import { type Asked, askedNow, useVariables, valueFor, variableGiven } from './store'

const words = text.composer.form

/** What the template wants to be told of this device, where it wants anything. A value counts once its field is left. */
export function VariableFields({ device }: { readonly device: DeviceId }) {
  useVariables()
  useStation()
  useLastTemplate()
  const asked = askedNow() ?? []
  if (asked.length === 0) return null
  return (
    <fieldset className="variables" aria-label={words.variables}>
      {asked.map((one) => (
        <AskedField key={`${device} ${one.name}`} device={device} asked={one} />
      ))}
    </fieldset>
  )
}

function AskedField({ device, asked: { name, variable } }: { readonly device: DeviceId; readonly asked: Asked }) {
  const value = valueFor(device, name)
  const fault = value === '' ? undefined : faultOf(variable, value)
  const takes = variable.pattern === undefined ? words.types[variable.type] : words.pattern(variable.pattern)
  return (
    <Field
      label={labelIn(text.language, { name, variable })}
      hint={value === '' ? words.needed(takes) : takes}
      fault={fault && words.fault(fault)}
    >
      {(control) => <Control device={device} name={name} variable={variable} control={control} />}
    </Field>
  )
}

type ControlProps = Asked & { readonly device: DeviceId; readonly control: FieldControl }

function Control({ device, name, variable, control }: ControlProps) {
  const given = ({ target }: { readonly target: HTMLInputElement | HTMLSelectElement }): void => {
    target.setCustomValidity(target.value === '' ? '' : (faultOf(variable, target.value) ?? ''))
    variableGiven(device, name, target.value)
  }
  const shared = { ...control, className: 'input', 'data-asked': name, required: true }
  if (variable.type === 'choice')
    return (
      <select {...shared} defaultValue={valueFor(device, name)} onChange={given}>
        <option value="" />
        {(variable.choices ?? []).map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    )
  return (
    <input
      {...shared}
      type={variable.type === 'secret' ? 'password' : 'text'}
      defaultValue={valueFor(device, name)}
      maxLength={10_240}
      autoComplete="off"
      spellCheck={false}
      onBlur={given}
      // The keys of a secret are nobody else's.
      onKeyDown={({ key }) => variable.type === 'secret' && key === 'Enter' && enteredVariable()}
    />
  )
}
