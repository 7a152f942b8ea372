import { create } from 'zustand'
import type { StationState } from '../../shared/station-state'
import { useStation } from '../station/store'

export type Template = StationState['templates'][number]

const key = 'bootstation.template'

/** The template the operator last chose, kept from one start to the next. */
export const useLastTemplate = create<{ readonly name: string | undefined }>()(() => ({
  name: localStorage.getItem(key) ?? undefined,
}))

export function templateChosen(name: string): void {
  localStorage.setItem(key, name)
  useLastTemplate.setState({ name })
}

/** The only one, or the one last used; with several and none used yet the operator chooses. */
export const templateFor = (templates: readonly Template[], last: string | undefined): Template | undefined =>
  templates.length === 1 ? templates[0] : templates.find(({ name }) => name === last)

const none: readonly Template[] = []

/** What cards are written with: the station's own templates, not the examples of the product. */
export const ownTemplates = (state: StationState | undefined): readonly Template[] => {
  const own = state?.templates.filter(({ from }) => from === 'station')
  return own === undefined || own.length === 0 ? none : own
}

export const templateNow = (): Template | undefined =>
  templateFor(ownTemplates(useStation.getState().state), useLastTemplate.getState().name)
