import { create } from 'zustand'
import type { Cue } from '../../shared/cue'

/** What was heard that is no verdict: a scan that was taken or not. */
export const useHeard = create<{ readonly cue: Cue | undefined }>()(() => ({ cue: undefined }))

export const heard = (cue: Cue): void => useHeard.setState({ cue }, true)
