import { useEffect, useState } from 'react'
import type { TemplateForm } from '../../shared/outline/composition'
import { faultOf } from '../../shared/template/variables'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'
import { variableOrdered } from './draft'
import { TextField } from './text-field'

type Variables = TemplateForm['variables']

/** What a template asks for beside the device, as one value for every piece. What is left empty comes with each row. */
export function OrderVariables({
  template,
  values,
}: {
  readonly template: string
  readonly values: Readonly<Record<string, string>>
}) {
  const [variables, setVariables] = useState<Variables>([])
  useEffect(() => {
    let isWanted = true
    void answerOf(station.template.get({ template })).then((form) => {
      if (isWanted && form.ok) setVariables(form.value.variables.filter(({ variable }) => variable.type !== 'secret'))
    })
    return () => {
      isWanted = false
    }
  }, [template])
  return variables.map(({ name, variable }) => {
    const value = values[name] ?? ''
    const fault = value === '' ? undefined : faultOf(variable, value)
    return (
      <TextField
        key={name}
        label={variable.label ?? name}
        hint={text.batches.hints.variable}
        fault={fault && text.composer.form.fault(fault)}
        value={value}
        placeholder={variable.default}
        maxLength={1024}
        onType={(typed) => variableOrdered(name, typed)}
      />
    )
  })
}
