import { useEffect, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'

const holdMs = 1000

type HoldProps = { readonly onHeld: () => void; readonly children: React.ReactNode }

/** For what cannot be taken back: held for a second, by hand or by key, while its fill runs. */
export function HoldButton({ onHeld, children }: HoldProps) {
  const [isHeld, setHeld] = useState(false)
  const held = useRef(onHeld)
  held.current = onHeld
  useEffect(() => {
    if (!isHeld) return
    const done = setTimeout(() => {
      setHeld(false)
      held.current()
    }, holdMs)
    return () => clearTimeout(done)
  }, [isHeld])
  return (
    <AriaButton
      className={isHeld ? 'btn btn-hold is-held' : 'btn btn-hold'}
      onPressStart={() => setHeld(true)}
      onPressEnd={() => setHeld(false)}
    >
      {children}
    </AriaButton>
  )
}
