import { useStation } from '../station/store'

/** What people call a template. */
export const useTitle = (template: string | undefined): string | undefined =>
  useStation(({ state }) => state?.templates.find(({ name }) => name === template)?.title ?? template)
