import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

type ChoiceProps<Name extends string> = {
  readonly label: string
  readonly of: readonly Name[]
  readonly chosen: Name
  readonly words: Readonly<Record<Name, string>>
  readonly onChoose: (name: Name) => void
}

/** One of a few, side by side. */
export const Choice = <Name extends string>({ label, of, chosen, words, onChoose }: ChoiceProps<Name>) => (
  <ToggleButtonGroup
    className="filters"
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[chosen]}
    onSelectionChange={([key]) => {
      const name = of.find((one) => one === key)
      if (name !== undefined) onChoose(name)
    }}
  >
    {of.map((name) => (
      <ToggleButton key={name} id={name} className="filter">
        {words[name]}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
)
