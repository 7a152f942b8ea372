import { useEffect, useRef } from 'react'
import { ChooseOne } from '../parts/choose-one'
import { Icon } from '../parts/icon'
import { text } from '../text'
import { searchId } from './acts'
import { type Filter, filterChosen, filters, textTyped } from './store'

const words = text.records

/** One field for whatever is scanned or typed, and the outcomes beside it. */
export function RecordsSearch({ text: sought, filter }: { readonly text: string; readonly filter: Filter }) {
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
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => textTyped(target.value)}
        />
      </label>
      <ChooseOne label={words.filter} of={filters} chosen={filter} words={words.filters} onChoose={filterChosen} />
    </search>
  )
}
