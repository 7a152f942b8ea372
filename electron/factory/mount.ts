// Mounting a target anew, so that what is read back comes from the medium and not from memory.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { Failed } from '../../shared/failure'

type Mount = { readonly place: string; readonly source: string; readonly type: string; readonly options: string }

const run = promisify(execFile)

/** proc(5), mountinfo: fields 5 and 6 are place and options; after a hyphen come type and source. Octal escapes blanks. */
export function mountsIn(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, place, options, type, source] = /^\S+ \S+ \S+ \S+ (\S+) (\S+) .*?- (\S+) (\S+)/.exec(line) ?? []
    if (!place || !options || !type || !source) return []
    return [{ place: plain(place), options, type, source: plain(source) }]
  })
}

const plain = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))

/** Takes the target off and puts it back. Only what lies on a device can be: the rest would lose its files. Fails with `target.refused`. */
export async function remount(path: string): Promise<void> {
  const refused = (reason: string): Failed => new Failed({ code: 'target.refused', path, reason })
  const mount = mountsIn(await readFile('/proc/self/mountinfo', 'utf8')).findLast(({ place }) => place === path)
  if (!mount) throw refused('nothing is mounted there')
  if (!mount.source.startsWith('/dev/')) throw refused(`${mount.type} lies on no device that can be mounted anew`)
  try {
    await run('umount', [path])
    await run('mount', ['-t', mount.type, '-o', mount.options, mount.source, path])
  } catch {
    throw refused('it cannot be mounted anew: take it out and put it in, then verify it')
  }
}
