// What a bootstrap file holds now, what it is to hold, and how it gets there.
import { concat } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { formatOf } from '../../shared/message/format'
import { mostOnCard } from '../../shared/message/size'
import { type Pkcs15, unsuitable } from './application'
import type { Located } from './bootstrap-files'
import { piecesInOrder } from './changes'
import { type Channel, sendSome } from './channel'
import { updateBinary } from './commands'
import type { Lengths } from './lengths'
import { readSelected } from './selected'

/** The first look at a file: one short READ tells an empty one from a torn one and from a message. */
const HEAD_BYTES = 256

/** The bytes of a file that are the object: what a device reads. In bytes from the start of the file. */
export type Span = { readonly start: number; readonly end: number }

/** All of the file, or what the path of its entry says. */
export function spanOf({ object, sizeBytes }: Pick<Located, 'object' | 'sizeBytes'>): Span {
  const whole = wholeOf(sizeBytes)
  const { index, length } = object.range ?? { index: 0, length: whole.end }
  if (index >= whole.end) throw unsuitable('byte in its bootstrap file that the entry would begin with')
  return { start: index, end: Math.min(whole.end, index + length) }
}

export const wholeOf = (sizeBytes: number): Span => ({ start: 0, end: Math.min(sizeBytes, mostOnCard) })

/** FF all over: `blank`. No message and something behind it, as a card has it that left while it was written: `torn`. */
export type State = 'blank' | 'torn' | 'message'
export type Looked = { readonly state: State; readonly head: Uint8Array }

/** The beginning of the selected file. What is behind it is read only when it is needed. Fails with `card.needs-pin`. */
export async function lookAt(
  channel: Channel,
  { start, end }: Span,
  file: Pick<Located, 'path' | 'fcp'>,
): Promise<Looked> {
  const head = await readSelected(channel, Math.min(end, start + HEAD_BYTES), { start, file: file.path, fcp: file.fcp })
  if (formatOf(head) !== 'empty') return { state: 'message', head }
  return { state: head.every((byte) => byte === 0xff) ? 'blank' : 'torn', head }
}

/** The whole span of the selected file, of which the head is known. */
export const readRest = async (channel: Channel, { head }: Looked, { start, end }: Span, most: number) =>
  concat(head, await readSelected(channel, end, { start: start + head.length, most }))

/**
 * The span of a blank file as far as it has to be known: what the message will cover counts as different, unread; the
 * tail behind it is read, so that only what is not FF is written there.
 */
export async function readTail(
  channel: Channel,
  { head }: Looked,
  { start, end }: Span,
  { message, whole, most }: { readonly message: Uint8Array; readonly whole: Uint8Array; readonly most: number },
): Promise<Uint8Array> {
  const covered = whole.subarray(head.length, Math.max(head.length, message.length)).map((byte) => byte ^ 0xff)
  const tail = await readSelected(channel, end, { start: start + head.length + covered.length, most })
  return concat(head, covered, tail)
}

/** The message and FF behind it, as long as the span. Fails with `card.too-small`. */
export function padded(message: Uint8Array, { start, end }: Span): Uint8Array {
  const haveBytes = end - start
  if (message.length > haveBytes) throw new Failed({ code: 'card.too-small', needBytes: message.length, haveBytes })
  return concat(message, new Uint8Array(haveBytes - message.length).fill(0xff))
}

/**
 * Makes `from` into `to` in a file, from `start`, each command when all before it succeeded. A device that reads in
 * between finds the old content, nothing, or the new content.
 */
export async function replace(
  pkcs15: Pkcs15,
  { path, start }: { readonly path: Uint8Array; readonly start: number },
  { from, to }: { readonly from: Uint8Array; readonly to: Uint8Array },
  { update: most }: Lengths,
): Promise<void> {
  const updates = piecesInOrder(from, to, most).map(({ offset, bytes }) => updateBinary(start + offset, bytes))
  for (let done = (await pkcs15.sendTo(path, updates)).length; done < updates.length; )
    done += (await sendSome(pkcs15.channel, updates.slice(done))).length
}
