import { text } from '../text'
import { DeviceField } from './device-field'
import { templateAsked, useDraft } from './draft'
import { Field } from './field'
import { FormatChoice } from './format-choice'
import { TemplateOptions } from './template-options'
import { VariableField } from './variable-field'

const words = text.composer.form

/** What goes into the message: template, device, format, and what the template asks for. */
export function DraftForm() {
  const { template, form } = useDraft()
  return (
    <section className="panel draft-form" aria-label={words.label}>
      <Field label={words.template}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={template}
            onChange={({ target }) => templateAsked(target.value)}
          >
            <TemplateOptions />
          </select>
        )}
      </Field>
      <DeviceField />
      {form && <FormatChoice form={form} />}
      {form?.variables.map((one) => (
        <VariableField key={one.name} {...one} />
      ))}
      {form?.variables.length === 0 && <p className="label">{words.noVariables}</p>}
    </section>
  )
}
