import { userInfo } from 'node:os'

/** Who works at this computer: the name of their account, or its number where it has none. */
export function personHere(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`
  }
}
