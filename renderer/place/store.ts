import { create } from 'zustand'

export const places = [
  'wizard',
  'readers',
  'records',
  'composer',
  'line',
  'intake',
  'counter',
  'repair',
  'settings',
] as const
/** A place with a key of its own, and those that are reached from elsewhere. */
export type KeyedPlace = (typeof places)[number]
export type Place = KeyedPlace | 'scanner'

/** Which page the window shows, and whether the keys are shown over it. */
export const usePlace = create<{ readonly place: Place; readonly isHelpOpen: boolean }>()(() => ({
  place: 'wizard',
  isHelpOpen: false,
}))

export const placeChosen = (place: Place): void => usePlace.setState({ place, isHelpOpen: false })
export const helpToggled = (): void => usePlace.setState(({ isHelpOpen }) => ({ isHelpOpen: !isHelpOpen }))
export const helpClosed = (): void => usePlace.setState({ isHelpOpen: false })

/** The key of each place. */
export const placeKeys: Readonly<Record<KeyedPlace, string>> = {
  wizard: 'F2',
  readers: 'F3',
  records: 'F4',
  composer: 'F5',
  line: 'F6',
  intake: 'F9',
  counter: 'F10',
  repair: 'F11',
  settings: 'F12',
}
