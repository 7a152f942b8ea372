import { useEffect, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'

const holdMs = 1000

type HoldProps = {
  readonly onHeld: () => void
  /** What is said after a press that cannot be held. */
  readonly again: string
  /** Has the focus where nothing else has: Enter can be held at once. */
  readonly isAtHand?: boolean
  readonly isDisabled?: boolean
  readonly children: React.ReactNode
}

/**
 * For what cannot be taken back: held for a second, by hand or by key, while its fill runs. A screen reader, a switch or a
 * voice presses without holding: it presses twice, and is asked in between.
 */
export function HoldButton({ onHeld, again, isAtHand, isDisabled = false, children }: HoldProps) {
  const [isHeld, setHeld] = useState(false)
  const [isAsked, setAsked] = useState(false)
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
      autoFocus={isAtHand === true && document.activeElement === document.body}
      isDisabled={isDisabled}
      onPressStart={() => setHeld(true)}
      onPressEnd={() => setHeld(false)}
      onPress={({ pointerType }) => {
        if (pointerType !== 'virtual') return
        if (isAsked) onHeld()
        setAsked(!isAsked)
      }}
      onBlur={() => setAsked(false)}
    >
      <span aria-live="polite">{isAsked ? again : children}</span>
    </AriaButton>
  )
}
