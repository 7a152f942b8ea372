import { useStation } from '../station/store'
import { text } from '../text'

const words = text.composer.form

type OptionsProps = { readonly except?: string | undefined; readonly keyOf?: (name: string) => string }

/** Every template to choose from: those of this station, then the examples of the product. A title may be there twice, a name not. */
export function TemplateOptions({ except, keyOf = (name) => name }: OptionsProps) {
  const templates = useStation(({ state }) => state?.templates)
  return (['station', 'product'] as const).map((from) => {
    const found = templates?.filter((one) => one.from === from && one.name !== except) ?? []
    if (found.length === 0) return null
    return (
      <optgroup key={from} label={words.from[from]}>
        {found.map(({ name, title }) => (
          <option key={name} value={keyOf(name)}>
            {templates?.some((other) => other.name !== name && other.title === title)
              ? words.titled(title, name)
              : title}
          </option>
        ))}
      </optgroup>
    )
  })
}
