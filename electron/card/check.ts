import { areEqual, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { formatOf } from '../../shared/message/format'
import { openPkcs15 } from './application'
import { contentsOf, isBlank, type Task } from './blank'
import { fileFor, tooSmall, type WriteTo } from './bootstrap'
import { dataObjects, fileOf, isForBootstrap, refuseTaken } from './bootstrap-files'
import type { Card } from './card'
import { padded, spanOf } from './content'
import { unlock } from './unlock'

/** What a card holds, and which of its files is already as it is to be. */
export type Checked = {
  readonly messages: readonly Uint8Array[]
  readonly stays: (file: Task) => boolean
}

/**
 * Before a card is blanked to be written: that there is one file for the message and room in it, that what is there may
 * go, and that the card takes its keys for all that will change. Changes nothing, and shows no key where nothing will
 * change. Fails as `writeBootstrap` and `blankBootstrap` do.
 */
export async function checkBootstrap(
  card: Card,
  message: Uint8Array,
  { key, mayReplace }: Pick<WriteTo, 'key' | 'mayReplace'>,
): Promise<Checked> {
  const pkcs15 = await openPkcs15(card.channel)
  const objects = await dataObjects(pkcs15)
  refuseTaken(objects.filter(isForBootstrap))
  const target = await fileFor(pkcs15, objects.filter(isForBootstrap), message)
  const { start, end } = spanOf(target)
  if (message.length > end - start) throw await tooSmall(pkcs15.channel, target, message.length)
  const isTarget = (file: Task): boolean => fileOf(file.path) === fileOf(target.object.path) && file.start === start
  const stays = (file: Task): boolean =>
    isTarget(file) && areEqual(file.from, padded(message, { start: 0, end: file.from.length }))

  const files = await contentsOf(pkcs15, objects, card.lengths.read)
  const held = files.filter(({ from }) => formatOf(from) !== 'empty')
  const other = held.find((file) => mayReplace && !stays(file) && !mayReplace(file.from))
  if (other) throw new Failed({ code: 'card.rewritten', path: hex(other.path) })
  const toBlank = files.filter((file) => !stays(file) && !isBlank(file))
  if (toBlank.length > 0 || !files.some(stays))
    await unlock(card, pkcs15, [{ path: target.object.path, fcp: target.fcp }, ...toBlank], key)
  return { messages: held.map(({ from }) => from), stays }
}
