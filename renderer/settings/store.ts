import { create } from 'zustand'
import { type Choice, type StationSettings, usualChoices } from '../../shared/choices'
import type { Failure } from '../../shared/failure'
import { answerOf } from '../station/answer'
import { station } from '../station/client'

export type SettingsView = {
  readonly choices: StationSettings['choices']
  /** Undefined until the station has told. */
  readonly told: StationSettings['told'] | undefined
  readonly failure: Failure | undefined
  /** Where the volume was moved to, until the station has answered: an older value that it tells does not take it back. */
  readonly moved: number | undefined
}

export const useSettings = create<SettingsView>()(() => ({
  choices: usualChoices,
  told: undefined,
  failure: undefined,
  moved: undefined,
}))

/** Shows what is chosen at once; another language is another page. */
export function settingsChanged({ choices, told }: StationSettings): void {
  useSettings.setState({ choices, told })
  const page = document.documentElement
  page.dataset.density = choices.density
  setMm(choices.mm)
  if (page.lang !== choices.language) location.reload()
}

/** How many CSS pixels a millimetre has on this display: what targets are measured in. */
export const setMm = (mm: number): void => document.documentElement.style.setProperty('--mm', `${mm}px`)

export async function choose(choice: Choice): Promise<void> {
  const answer = await answerOf(station.settings.choose(choice))
  useSettings.setState({ failure: answer.ok ? undefined : answer.failure })
}

export const volumeMoved = (moved: number): void => useSettings.setState({ moved })

export async function volumeKept(): Promise<void> {
  const { moved } = useSettings.getState()
  if (moved === undefined) return
  await choose({ volume: moved })
  useSettings.setState((view) => (view.moved === moved ? { choices: keptIn(view, moved), moved: undefined } : {}))
}

const keptIn = ({ choices, failure }: SettingsView, volume: number): SettingsView['choices'] =>
  failure === undefined ? { ...choices, volume } : choices
