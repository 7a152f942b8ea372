import { useSyncExternalStore } from 'react'

const wide = matchMedia('(min-width: 1600px)')

const follow = (told: () => void): (() => void) => {
  wide.addEventListener('change', told)
  return () => wide.removeEventListener('change', told)
}

/** Whether the window has room for sixteen bytes a row beside the other panes. */
export const useIsWide = (): boolean => useSyncExternalStore(follow, () => wide.matches)
