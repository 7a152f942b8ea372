import { create } from 'zustand'
import type { Cue } from '../../shared/cue'

const key = 'bootstation.volume'
const usual = 0.5

export type Volume = { readonly volume: number; readonly isMuted: boolean }

const kept = (): Volume => {
  const [volume = usual, isMuted = 0] = (localStorage.getItem(key) ?? `${usual} 0`).split(' ').map(Number)
  return { volume: volume >= 0 && volume <= 1 ? volume : usual, isMuted: isMuted === 1 }
}

/** How loud this station is, from 0 to 1; kept from one start to the next. */
export const useVolume = create<Volume>()(kept)

export function volumeSet(change: Partial<Volume>): void {
  useVolume.setState(change)
  const { volume, isMuted } = useVolume.getState()
  localStorage.setItem(key, `${volume} ${isMuted ? 1 : 0}`)
}

export const muteToggled = (): void => volumeSet({ isMuted: !useVolume.getState().isMuted })

/** What was heard that is no verdict: a scan that was taken or not. */
export const useHeard = create<{ readonly cue: Cue | undefined }>()(() => ({ cue: undefined }))

export const heard = (cue: Cue): void => useHeard.setState({ cue }, true)
