import { readPrivate } from '../keys/private-file'
import { makeWhole, readText } from '../whole-file'

/**
 * A key of this station's own, made where there is none: once, its owner's alone, and the same for all programs of a home
 * that ask at once. Fails with `disk.failed`, and with `request.invalid` if others can read it.
 */
export function privateKey(path: string, made: () => string): string {
  if (readText(path) === undefined) makeWhole(path, made())
  return readPrivate(path)
}
