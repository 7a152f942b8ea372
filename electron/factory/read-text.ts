import { readFile } from 'node:fs/promises'
import { guarded } from './whole-files'

/** Undefined if there is no such file. */
export const readText = (path: string): Promise<string | undefined> =>
  guarded(path, async () => {
    try {
      return await readFile(path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  })
