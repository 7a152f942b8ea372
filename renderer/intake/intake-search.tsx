import { useEffect, useRef } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Icon } from '../parts/icon'
import { text } from '../text'
import { searchId } from './acts'
import { type Filter, filterChosen, filters, textTyped } from './store'

const words = text.intake
const isFilter = (key: unknown): key is Filter => filters.some((filter) => filter === key)

/** One field for whatever is scanned or typed, and the states beside it. */
export function IntakeSearch({ text: sought, filter }: { readonly text: string; readonly filter: Filter }) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <search className="find">
      <label className="box">
        <Icon name="search" />
        <input
          id={searchId}
          ref={input}
          value={sought}
          placeholder={words.search}
          aria-label={words.searchLabel}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => textTyped(target.value)}
        />
      </label>
      <ToggleButtonGroup
        className="filters"
        aria-label={words.filter}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter]}
        onSelectionChange={([chosen]) => {
          if (isFilter(chosen)) filterChosen(chosen)
        }}
      >
        {filters.map((one) => (
          <ToggleButton key={one} id={one} className="filter">
            {words.filters[one]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </search>
  )
}
