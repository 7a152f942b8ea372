import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Choice, Choices, usualChoices } from '../shared/choices'
import { Failed } from '../shared/failure'
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
      write(path, chosen)
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

/** Whole or not at all. */
function write(path: string, choices: Choices): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, `${JSON.stringify(choices, null, 2)}\n`)
    renameSync(`${path}.new`, path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${code})` })
  }
}
