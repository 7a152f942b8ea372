import { Icon } from '../parts/icon'
import { Keycap } from '../parts/keycap'
import { useStation } from '../station/store'
import { text } from '../text'
import { ownTemplates, type Template, templateChosen, templateFor, useLastTemplate } from './template'

const words = text.wizard.scan

/** The template that would be used; with several, each has a number key once a device is scanned. */
export function TemplateFound({ isChoosing }: { readonly isChoosing: boolean }) {
  const state = useStation((view) => view.state)
  const templates = ownTemplates(state)
  const last = useLastTemplate(({ name }) => name)
  const chosen = templateFor(templates, last)
  return (
    <div className={templates.length > 1 ? 'found-templates' : undefined}>
      <dt>
        <Icon name="compose" />
        {templates.length > 1 ? words.templates : words.template}
      </dt>
      {templates.length === 0 && (
        <dd>
          {words.noTemplate}
          <small>{words.noTemplateDo}</small>
        </dd>
      )}
      {templates.length === 1 && chosen && (
        <dd>
          {chosen.title}
          <small>{text.wizard.format[chosen.format]}</small>
        </dd>
      )}
      {templates.length > 1 && (
        <dd>
          <TemplateChoice templates={templates} chosen={chosen} isChoosing={isChoosing} />
        </dd>
      )}
    </div>
  )
}

type ChoiceProps = {
  readonly templates: readonly Template[]
  readonly chosen: Template | undefined
  readonly isChoosing: boolean
}

const TemplateChoice = ({ templates, chosen, isChoosing }: ChoiceProps) => (
  <ul className="choice">
    {templates.map((template, at) => (
      <li key={template.name}>
        <button
          type="button"
          aria-pressed={template === chosen}
          onClick={() => templateChosen(template.name)}
          aria-keyshortcuts={String(at + 1)}
        >
          {at < 9 && isChoosing && <Keycap>{at + 1}</Keycap>}
          <span>
            {template.title}
            <small>{text.wizard.format[template.format]}</small>
          </span>
          {template === chosen && <Icon name="check" />}
        </button>
      </li>
    ))}
  </ul>
)
