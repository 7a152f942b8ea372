import { childNamed } from '../wbxml/tree'
import { commandsOf, takeApart } from './dm1'
import { openMessage } from './open'

/** The commands of a SyncML message that adds no object to a device's Inbox; undefined for any other message. */
export function sessionIn(bytes: Uint8Array): readonly string[] | undefined {
  const opened = openMessage(bytes)
  if (opened.format !== 'dm1' || takeApart(opened.root).trees.length > 0) return undefined
  return [...new Set(commandsOf(childNamed(opened.root, 'SyncBody')).map(({ tag }) => tag))]
}
