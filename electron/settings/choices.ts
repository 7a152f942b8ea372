import { Choice, Choices, usualChoices } from '../../shared/choices'
import { writeWhole } from '../whole-file'
import { readJson } from './settings'

export type ChoicesStore = {
  readonly get: () => Choices
  /** Kept before it is told. Fails with `disk.failed`. */
  readonly choose: (choice: Choice) => Choices
  readonly watch: (tell: () => void) => () => void
}

/** What was chosen at the window, in a file of the home. Fails with `disk.failed` on a file that is none of ours. */
export function createChoices(path: string): ChoicesStore {
  const watchers = new Set<() => void>()
  let known: Choices | undefined
  const get = (): Choices => {
    known ??= Choices.parse({ ...usualChoices, ...readJson(path, Choice) })
    return known
  }
  return {
    get,
    choose: (choice) => {
      const chosen = Choices.parse({ ...get(), ...choice })
      writeWhole(path, `${JSON.stringify(chosen, null, 2)}\n`)
      known = chosen
      for (const tell of watchers) tell()
      return chosen
    },
    watch: (tell) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
  }
}
