import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

type ChooseOneProps<Value extends string> = {
  readonly label: string
  /** In the order in which they stand, each with its word. */
  readonly words: Readonly<Record<Value, string>>
  readonly of: readonly Value[]
  readonly chosen: Value
  readonly onChoose: (value: Value) => void
}

/** One of a few, all in sight. The arrows go from one to the next. */
export function ChooseOne<Value extends string>({ label, words, of, chosen, onChoose }: ChooseOneProps<Value>) {
  return (
    <ToggleButtonGroup
      className="filters"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={([key]) => {
        const value = of.find((one) => one === key)
        if (value !== undefined) onChoose(value)
      }}
    >
      {of.map((one) => (
        <ToggleButton key={one} id={one} className="filter">
          {words[one]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
