import { useEffect, useState } from 'react'
import { Button } from '../parts/button'
import { text } from '../text'
import { Setting } from './setting'
import { choose } from './store'

const words = text.settings

/** Kept when it is said to be kept, so that half a name is never shown. */
export function NameField({ name }: { readonly name: string }) {
  const [typed, setTyped] = useState(name)
  useEffect(() => setTyped(name), [name])
  const isNew = typed.trim() !== name
  return (
    <Setting name={words.name} lead={words.nameLead}>
      <form
        className="setting-line"
        onSubmit={(event) => {
          event.preventDefault()
          void choose({ name: typed })
        }}
      >
        <input
          className="input"
          dir="auto"
          aria-label={words.name}
          value={typed}
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button isDisabled={!isNew} onPress={() => void choose({ name: typed })}>
          {words.keep}
        </Button>
      </form>
    </Setting>
  )
}
