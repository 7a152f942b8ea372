import { create } from 'zustand'
import type { StationState } from '../../shared/contract'
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

export const templateNow = (): Template | undefined =>
  templateFor(useStation.getState().state?.templates ?? [], useLastTemplate.getState().name)
