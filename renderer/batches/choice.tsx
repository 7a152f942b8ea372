import { useId } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

type ChoiceProps<Value extends string> = {
  readonly label: string
  readonly names: Readonly<Record<Value, string>>
  readonly value: Value
  readonly onChoose: (value: Value) => void
}

/** One of a few, all of them to be seen. */
export function Choice<Value extends string>({ label, names, value, onChoose }: ChoiceProps<Value>) {
  const id = useId()
  const values = Object.keys(names) as Value[]
  return (
    <div className="field">
      <span id={id} className="field-label">
        {label}
      </span>
      <ToggleButtonGroup
        className="filters"
        aria-labelledby={id}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={([chosen]) => {
          const found = values.find((one) => one === chosen)
          if (found !== undefined) onChoose(found)
        }}
      >
        {values.map((one) => (
          <ToggleButton key={one} id={one} className="filter">
            {names[one]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}
