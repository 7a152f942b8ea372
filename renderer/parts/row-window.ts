import { type RefObject, useLayoutEffect, useState } from 'react'

type RowWindow = {
  /** Rows that are drawn, from the one at `first` to the one before `end`. */
  readonly first: number
  readonly end: number
  /** Heights in pixels of what is above and below them. */
  readonly above: number
  readonly below: number
}

const around = 12

/**
 * Of rows of one height only those around what is seen are drawn. `place` scrolls; its first `[data-row]` tells how high
 * a row is.
 */
export function useRowWindow(place: RefObject<HTMLElement | null>, count: number): RowWindow {
  const [{ top, height, row }, setSeen] = useState({ top: 0, height: 800, row: 56 })
  useLayoutEffect(() => {
    const at = place.current
    if (!at) return
    const look = () => {
      const row = at.querySelector('[data-row]')?.getBoundingClientRect().height || 56
      setSeen((seen) =>
        seen.top === at.scrollTop && seen.height === at.clientHeight && seen.row === row
          ? seen
          : { top: at.scrollTop, height: at.clientHeight, row },
      )
    }
    look()
    at.addEventListener('scroll', look, { passive: true })
    const resized = new ResizeObserver(look)
    resized.observe(at)
    return () => {
      at.removeEventListener('scroll', look)
      resized.disconnect()
    }
  }, [place])
  const first = Math.max(0, Math.min(count, Math.floor(top / row) - around))
  const end = Math.min(count, Math.ceil((top + height) / row) + around)
  return { first, end, above: first * row, below: (count - end) * row }
}
