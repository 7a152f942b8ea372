import { type BrowserWindow, type Rectangle, screen } from 'electron'

/** What the pages are laid out for, and the least of it. */
const usual = { width: 1440, height: 900 }
const least = { width: 1024, height: 700 }

type Size = { readonly width: number; readonly height: number }

/** No larger than the display. */
const within = (size: Size, room: Size): Size => ({
  width: Math.min(size.width, room.width),
  height: Math.min(size.height, room.height),
})

export function firstSize(): Size & { readonly minWidth: number; readonly minHeight: number } {
  const room = screen.getPrimaryDisplay().workAreaSize
  const { width: minWidth, height: minHeight } = within(least, room)
  return { ...within(usual, room), minWidth, minHeight }
}

/** A display that becomes smaller takes the window with it: nothing of a page lies outside where nobody can reach it. */
export function stayOnDisplay(window: BrowserWindow): void {
  const fit = (): void => {
    const { workArea } = screen.getDisplayMatching(window.getBounds())
    const { width, height } = within(least, workArea)
    window.setMinimumSize(width, height)
    const now = window.getBounds()
    const next = inside(now, workArea)
    if (!isSame(next, now)) window.setBounds(next)
  }
  screen.on('display-metrics-changed', fit)
  window.on('closed', () => screen.off('display-metrics-changed', fit))
}

const isSame = (one: Rectangle, other: Rectangle): boolean =>
  one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height

export function inside(bounds: Rectangle, area: Rectangle): Rectangle {
  const size = within(bounds, area)
  return {
    ...size,
    x: Math.max(area.x, Math.min(bounds.x, area.x + area.width - size.width)),
    y: Math.max(area.y, Math.min(bounds.y, area.y + area.height - size.height)),
  }
}
