import { useEffect, useState } from 'react'
import type { TemplateForm } from '../../shared/outline/composition'
import { labelIn } from '../../shared/template/label'
import { faultOf } from '../../shared/template/variables'
import { FailureNotice } from '../parts/notice'
import { type Answer, answerWhile } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'
import { variableOrdered } from './draft'
import { TextField } from './text-field'

/** A secret is not typed once for all pieces. */
const isAsked = ({ variable }: TemplateForm['variables'][number]): boolean => variable.type !== 'secret'

/** Asked as long as somebody waits for it. */
export const formOf = (template: string, signal: AbortSignal): Promise<Answer<TemplateForm> | undefined> =>
  answerWhile(signal, station.template.get({ template }, { signal }))

/** What a template asks for beside the device, as one value for every piece. What is left empty comes with each row. */
export function OrderVariables({
  template,
  values,
}: {
  readonly template: string
  readonly values: Readonly<Record<string, string>>
}) {
  const [form, setForm] = useState<{ readonly of: string; readonly told: Answer<TemplateForm> }>()
  useEffect(() => {
    const leaving = new AbortController()
    void formOf(template, leaving.signal).then((told) => {
      if (told) setForm({ of: template, told })
    })
    return () => leaving.abort()
  }, [template])
  if (form?.of !== template) return null
  if (!form.told.ok) return <FailureNotice failure={form.told.failure} />
  return form.told.value.variables.filter(isAsked).map(({ name, variable }) => {
    const value = values[name] ?? ''
    const fault = value === '' ? undefined : faultOf(variable, value)
    return (
      <TextField
        key={name}
        label={labelIn(text.language, { name, variable })}
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
