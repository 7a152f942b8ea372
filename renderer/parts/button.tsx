import { Button as AriaButton } from 'react-aria-components'
import { Keycap } from './keycap'

type ButtonProps = {
  /** `act` is the one main thing of a screen; `plain` has no edge. */
  readonly kind?: 'act' | 'plain'
  readonly keycap?: string
  readonly isDisabled?: boolean
  /** What Enter in a line of its form does too. */
  readonly isSubmit?: boolean
  readonly onPress?: () => void
  readonly children: React.ReactNode
}

export const Button = ({ kind, keycap, isDisabled = false, isSubmit = false, onPress, children }: ButtonProps) => (
  <AriaButton
    className={kind ? `btn btn-${kind}` : 'btn'}
    isDisabled={isDisabled}
    type={isSubmit ? 'submit' : 'button'}
    {...(onPress && { onPress })}
    {...(keycap === undefined ? {} : { 'aria-keyshortcuts': keycap === 'Esc' ? 'Escape' : keycap })}
  >
    {children}
    {keycap !== undefined && <Keycap>{keycap}</Keycap>}
  </AriaButton>
)
