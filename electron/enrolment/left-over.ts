import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What a renewal is to become lies beside the certificate until it takes its place. */
export const nextOf = (file: string, id: string): string => `${file}.${id}.next`

/** No renewal takes as long: what is older belongs to a program that was ended in it. */
const longestMs = 3_600_000

/** Takes away what renewals have left that were ended. A folder that cannot be read has nothing that could be taken away. */
export function sweepLeftOver(file: string, now: number): void {
  const [name, folder] = [basename(file), dirname(file)]
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry)
    if (entry.startsWith(`${name}.`) && entry.endsWith('.next') && isOlder(path, now - longestMs)) rmQuietly(path)
  }
}

function rmQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // It lies where nothing may be taken away, and harms nobody.
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const isOlder = (path: string, than: number): boolean =>
  (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY) < than
