import { eachChange } from '../changes'
import type { Station } from '../station-parts'
import { os } from './os'

export const settingsHandlers = ({ settings: { choices, told } }: Station) => ({
  changes: os.settings.changes.handler(({ signal }) =>
    eachChange(() => ({ choices: choices.get(), told }), choices.watch, signal),
  ),
  choose: os.settings.choose.handler(({ input }) => choices.choose(input)),
})
