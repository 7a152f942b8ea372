// An object larger than a message: it comes in pieces, the last of a message each (OMA DM Protocol 1.2, 7).
import { concat } from '../../bytes'
import { utf8 } from '../../utf8'
import type { Change, Item, ItemData } from './command'
import { status } from './perform'

/** What came of an object so far; its item holds it. */
export type Pending = { readonly is: Change['is']; readonly item: Item; readonly size: number }

/** The largest object a device takes, in bytes: it says so in each message. */
export const maxObjSize = 64 * 1024

type Assembled =
  | { readonly is: 'whole'; readonly item: Item }
  | { readonly is: 'piece'; readonly pending: Pending }
  | { readonly is: 'refused'; readonly code: number }

export const continues = ({ is, item }: Pending, next: Change['is'], { target }: Item): boolean =>
  is === next && item.target === target

/** One more item. The first piece says the size of all of them; the last has no MoreData. */
export function assemble(pending: Pending | undefined, is: Change['is'], item: Item): Assembled {
  if (pending === undefined && item.moreData !== true) return { is: 'whole', item }
  const { size } = pending ?? item
  if (size === undefined) return { is: 'refused', code: status.sizeRequired }
  if (size > maxObjSize) return { is: 'refused', code: status.sizeTooBig }
  const data = pending === undefined ? item.data : joined(pending.item.data, item.data)
  const come = bytesOf(data)?.length
  if (come === undefined) return { is: 'refused', code: status.badType }
  const whole = { ...(pending?.item ?? item), data, moreData: undefined }
  if (item.moreData === true && come <= size) return { is: 'piece', pending: { is, item: whole, size } }
  return come === size ? { is: 'whole', item: whole } : { is: 'refused', code: status.sizeMismatch }
}

/** A document of its own is no piece. */
function bytesOf(data: ItemData | undefined): Uint8Array | undefined {
  if (typeof data === 'string') return utf8(data)
  return data instanceof Uint8Array ? data : undefined
}

function joined(before: ItemData | undefined, next: ItemData | undefined): ItemData | undefined {
  if (typeof before === 'string' && typeof next === 'string') return before + next
  const [first, second] = [bytesOf(before), bytesOf(next)]
  return first && second && concat(first, second)
}

/** What is got, in items of at most so many bytes of data each. */
export function inPieces(item: Item, most: number): readonly Item[] {
  const whole = bytesOf(item.data) ?? new Uint8Array()
  if (whole.length <= most) return [item]
  const starts = Array.from({ length: Math.ceil(whole.length / most) }, (_, at) => at * most)
  return starts.map((start) => ({
    ...item,
    data: whole.slice(start, start + most),
    ...(start === 0 && { size: whole.length }),
    ...(start + most < whole.length && { moreData: true }),
  }))
}
