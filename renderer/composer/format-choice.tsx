import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Format } from '../../shared/message/format'
import type { TemplateForm } from '../../shared/outline/composition'
import { text } from '../text'
import { formatChosen, useDraft } from './draft'

const words = text.composer.form

/** The formats a template is made in, its own first chosen. */
export function FormatChoice({ form }: { readonly form: TemplateForm }) {
  const format = useDraft((view) => view.format) ?? form.format
  return (
    <div className="field">
      <span className="field-label" id="composer-format">
        {words.format}
      </span>
      <ToggleButtonGroup
        className="filters"
        aria-labelledby="composer-format"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[format]}
        onSelectionChange={([chosen]) => {
          const asked = Format.safeParse(chosen)
          if (asked.success) formatChosen(asked.data)
        }}
      >
        {Format.options.map((one) => (
          <ToggleButton key={one} id={one} className="filter" isDisabled={!form.formats.includes(one)}>
            {words.formats[one]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}
