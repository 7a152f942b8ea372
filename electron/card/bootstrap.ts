import { areEqual, bytesOf, firstDifference } from '../../shared/bytes'
import { type Use, uses } from '../../shared/device/bootstrap-use'
import { Failed } from '../../shared/failure'
import type { Finding } from '../../shared/job'
import { formatOf } from '../../shared/message/format'
import { accessOf } from './access'
import { openPkcs15, type Pkcs15, unprepared, unsuitable } from './application'
import { type BootstrapEntry, bootstrapEntries, type Located, locate, placeOf, refuseTaken } from './bootstrap-files'
import type { Card } from './card'
import { type Channel, send } from './channel'
import { readBinary, updateBinary } from './commands'
import { lookAt, padded, readRest, readTail, replace, type State, spanOf } from './content'
import type { AskKey } from './key'
import { keysTo } from './prepare-security'
import { unlock } from './unlock'

export type WriteTo = {
  /** Asked for only when something has to be written. */
  readonly key: AskKey
  /** Told once, before the first byte of the card is changed, which messages are there. */
  readonly onTouch: (before?: readonly Uint8Array[]) => Promise<void>
  /** Whether a message on the card may go; any may where this is not asked. */
  readonly mayReplace?: ((message: Uint8Array) => boolean) | undefined
}

/** What a file holds that something is to be added to: nothing where it is blank, half of something where it is torn. */
export type Found = { readonly state: State; readonly bytes: Uint8Array; readonly path: string }

export type Written = {
  readonly result: 'written' | 'unchanged'
  readonly message: Uint8Array
  /** Which part of which file: `placeOf` its object. */
  readonly place: string
  readonly pkcs15: Pkcs15
  readonly findings: readonly Finding[]
  /** Where nothing was written: all that was read to find that out, as it is for everybody. */
  readonly read?: Read
}

/** The entries for bootstrap, and the bytes of objects by their places. */
export type Read = { readonly entries: readonly BootstrapEntry[]; readonly bytes: ReadonlyMap<string, Uint8Array> }

/**
 * Writes a message to the bootstrap file of its format, or leaves an equal file alone without asking for the key.
 * `merge` makes it one with what is there. Fails with `card.unsuitable`, `card.too-small`, `card.needs-pin`,
 * `card.rewritten`, `card.locked`, `card.key-refused`, `card.refused`, and what the link says.
 */
export async function writeBootstrap(
  card: Card,
  added: Uint8Array,
  { key, onTouch, mayReplace, merge }: WriteTo & { readonly merge?: ((found: Found) => Uint8Array) | undefined },
): Promise<Written> {
  const pkcs15 = await openPkcs15(card.channel)
  const { channel } = pkcs15
  const entries = await bootstrapEntries(pkcs15)
  const file = await fileFor(pkcs15, entries, added)
  const span = spanOf(file)
  const looked = await lookAt(channel, span, file)
  const before = looked.state === 'blank' ? undefined : await readRest(channel, looked, span, card.lengths.read)
  const message = merge?.({ state: looked.state, bytes: before ?? bytesOf(), path: file.path }) ?? added
  if (message.length > span.end - span.start) throw await tooSmall(channel, file, message.length)
  const to = padded(message, span)
  const findings = findingsOf(file, looked.state)
  const place = placeOf(file.object)
  const written = { message, place, pkcs15, findings }
  if (before && areEqual(before, to))
    return { ...written, result: 'unchanged', read: { entries, bytes: new Map([[place, before]]) } }
  const there = looked.state === 'message' && before ? [before] : []
  if (mayReplace && !there.every(mayReplace)) throw new Failed({ code: 'card.rewritten', path: file.path })
  const from = before ?? (await readTail(channel, looked, span, { message, whole: to, most: card.lengths.read }))
  await unlock(card, pkcs15, [{ path: file.object.path, fcp: file.fcp }], key)
  // The card selects the application while the note is written; nothing is changed before both are done.
  await Promise.all([pkcs15.enter(), onTouch(there)])
  await replace(pkcs15, { path: file.object.path, start: span.start }, { from, to }, card.lengths)
  return { ...written, result: 'written' }
}

/**
 * Blanks the first byte alone: a message that reads back wrong must not be one that a device takes. Whether it reads back
 * blank: the card may say so and keep it.
 */
export async function withdrawBootstrap(card: Card, place: string, { key, onTouch }: WriteTo): Promise<boolean> {
  let isGone = false
  const pkcs15 = await openPkcs15(card.channel)
  for await (const file of locate(pkcs15, await bootstrapEntries(pkcs15))) {
    if (placeOf(file.object) !== place) continue
    const { path } = file.object
    await unlock(card, pkcs15, [{ path, fcp: file.fcp }], key)
    await onTouch()
    const { start } = spanOf(file)
    await pkcs15.sendTo(path, [updateBinary(start, bytesOf(0xff))])
    isGone = (await send(pkcs15.channel, readBinary(start, 1)))[0] === 0xff
  }
  return isGone
}

/** Compares what a device reads with what was meant. Fails with `card.mismatch` at the first offset. */
export function verifyBootstrap(onCard: Uint8Array, message: Uint8Array): void {
  const offset = firstDifference(onCard, padded(message, { start: 0, end: Math.max(onCard.length, message.length) }))
  if (offset >= 0) throw new Failed({ code: 'card.mismatch', offset })
}

/**
 * Client Provisioning has files of its own, of which a reader takes the first with content; where a card has none of
 * them, and for OMA DM, it is EF(DM_Bootstrap). Selected when it is handed out.
 */
export async function fileFor(
  pkcs15: Pkcs15,
  entries: readonly BootstrapEntry[],
  message: Uint8Array,
): Promise<Located> {
  const order: readonly Use[] = formatOf(message) === 'cp' ? [...uses.filter((use) => use !== 'dm'), 'dm'] : ['dm']
  for (const asked of order) {
    const found: Located[] = []
    const wanted = entries.filter(({ use }) => use === asked)
    refuseTaken(wanted)
    for await (const file of locate(pkcs15, wanted)) found.push(file)
    const [file, another] = found
    if (file && another) throw twoFiles(file.path, another.path)
    // What else was looked at and is no such file is selected now.
    if (file && wanted.length > 1) await pkcs15.select(file.object.path)
    if (file) return file
  }
  throw unprepared('entry for DM bootstrap in EF(DODF)')
}

/** A device takes the first, and another device perhaps the other: the station does not choose. */
const twoFiles = (one: string, other: string): Failed =>
  unsuitable(`single file for the message: there are two bootstrap files, ${one} and ${other}, and no way to choose`)

/** What a preparation can do about it, if the card says that its key may. */
export async function tooSmall(channel: Channel, file: Located, needBytes: number): Promise<Failed> {
  const { start, end } = spanOf(file)
  const canGrow = !file.object.range && keysTo('resize', await accessOf(channel, file.fcp)) !== undefined
  return new Failed({
    ...{ code: 'card.too-small', needBytes, haveBytes: end - start },
    ...(canGrow && { remedy: 'prepare' }),
  })
}

const findingsOf = ({ object }: Located, state: string): readonly Finding[] => [
  ...(state === 'torn' ? ['torn' as const] : []),
  ...(object.isPrivate ? ['private' as const] : []),
]
