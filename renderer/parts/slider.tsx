import { useRef } from 'react'

type SliderProps = {
  readonly label: string
  readonly min: number
  readonly max: number
  readonly value: number
  /** What the value is called, where it is more than a number. */
  readonly says?: string
  readonly isDisabled?: boolean
  readonly onMove: (value: number) => void
  /** Once a finger or a key lets go of what it has moved. */
  readonly onKeep: () => void
}

/** A value that follows at once, and is asked of the station only where it stays. */
export function Slider({ label, says, isDisabled = false, onMove, onKeep, ...range }: SliderProps) {
  const isMoved = useRef(false)
  const keep = (): void => {
    if (isMoved.current) onKeep()
    isMoved.current = false
  }
  return (
    <input
      {...range}
      type="range"
      className="slider"
      aria-label={label}
      aria-valuetext={says}
      disabled={isDisabled}
      onChange={({ target }) => {
        isMoved.current = true
        onMove(target.valueAsNumber)
      }}
      onPointerUp={keep}
      onKeyUp={keep}
      onBlur={keep}
    />
  )
}
