import { commandsOf, treesIn } from './dm1-read'
import { openMessage } from './open'

/** The commands of a SyncML message that adds no object to a device's Inbox; undefined for any other message. */
export function sessionIn(bytes: Uint8Array): readonly string[] | undefined {
  const opened = openMessage(bytes)
  if (opened.format !== 'dm1' || treesIn(opened.root).length > 0) return undefined
  return [...new Set(commandsOf(opened.root).map(({ tag }) => tag))]
}
