import { areEqual, bytesOf, concat, firstDifference } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { findBootstrap, type Located, openPkcs15, type Pkcs15, readSelected, unsuitable } from './application'
import type { Card } from './card'
import { type Channel, send } from './channel'
import { readBinary, updateBinary } from './commands'
import { type AskKey, verifyAdm } from './key'

/** Offsets of READ and UPDATE BINARY have 15 bits (ETSI TS 102 221, 11.1.3). */
const MOST_BYTES = 0x7fff
/** One UPDATE BINARY in a short APDU. */
const CHUNK_BYTES = 255

export type WriteTo = {
  /** Asked for only when something has to be written. */
  readonly key: AskKey
  /** Told once, before the first byte of the file is changed. */
  readonly onTouch: () => Promise<void>
}

/**
 * Writes a message to EF(DM_Bootstrap), or leaves an equal file alone without asking for the key.
 * First byte blanked, then the body, the tail FF, and the first byte last and alone: a device sees the old
 * message, nothing, or the new one. `content` gets what is there now, FF where nothing is.
 * Fails with `card.unsuitable`, `card.too-small`, `card.locked`, `card.key-refused`, `card.refused`, and what the link says.
 */
export async function writeBootstrap(
  card: Card,
  content: (onCard: () => Promise<Uint8Array>) => Promise<Uint8Array>,
  { key, onTouch }: WriteTo,
): Promise<{ readonly message: Uint8Array; readonly result: 'written' | 'unchanged' }> {
  const pkcs15 = await openPkcs15(card.channel)
  const file = theOnly(await findBootstrap(pkcs15))
  await selectAgain(pkcs15, file)
  const [first] = await send(card.channel, readBinary(0, 1))
  const isBlank = first === 0xff
  const onCard = async () => (isBlank ? bytesOf() : readSelected(card.channel, file.sizeBytes))
  const message = await content(onCard)
  const whole = padded(message, file.sizeBytes, capacityOf(file))
  if (!isBlank && areEqual(await onCard(), whole)) return { message, result: 'unchanged' }
  await verifyAdm(card.channel, await key())
  await selectAgain(pkcs15, file)
  await onTouch()
  if (!isBlank) await send(card.channel, updateBinary(0, bytesOf(0xff)))
  await update(card.channel, 1, whole.subarray(1))
  await update(card.channel, 0, whole.subarray(0, 1))
  return { message, result: 'written' }
}

/** Blanks the first byte alone: a message that reads back wrong must not be one that a device takes. */
export async function withdrawBootstrap(card: Card, { key, onTouch }: WriteTo): Promise<void> {
  const pkcs15 = await openPkcs15(card.channel)
  const file = theOnly(await findBootstrap(pkcs15))
  await verifyAdm(card.channel, await key())
  await selectAgain(pkcs15, file)
  await onTouch()
  await send(card.channel, updateBinary(0, bytesOf(0xff)))
}

/** OMA DM 2.0, G.4.3: all FF is "initialised", and a device drops the accounts it had from this card. */
export async function blankBootstrap(card: Card, { key, onTouch }: WriteTo): Promise<readonly string[]> {
  const pkcs15 = await openPkcs15(card.channel)
  const files = await findBootstrap(pkcs15)
  if (files.length === 0) throw unsuitable('entry for DM bootstrap in EF(DODF)')
  const blanked: string[] = []
  for (const file of files) {
    await selectAgain(pkcs15, file)
    const whole = padded(bytesOf(), file.sizeBytes)
    if (areEqual(await readSelected(card.channel, file.sizeBytes), whole)) continue
    if (blanked.length === 0) {
      await verifyAdm(card.channel, await key())
      await selectAgain(pkcs15, file)
      await onTouch()
    }
    await update(card.channel, 0, whole)
    blanked.push(file.path)
  }
  return blanked
}

/** Compares what a device reads with what was meant. Fails with `card.mismatch` at the first offset. */
export function verifyBootstrap(onCard: Uint8Array, message: Uint8Array): void {
  const offset = firstDifference(onCard, padded(message, Math.max(onCard.length, message.length)))
  if (offset >= 0) throw new Failed({ code: 'card.mismatch', offset })
}

function theOnly(files: readonly Located[]): Located {
  const [file, another] = files
  if (!file) throw unsuitable('entry for DM bootstrap in EF(DODF)')
  if (another) throw unsuitable(`choice between two bootstrap files, ${file.path} and ${another.path}`)
  return file
}

/** How much of the file a device reads: all of it, or what the path of its entry says. */
function capacityOf({ object, sizeBytes }: Located): number {
  const { range } = object
  if (range && range.index !== 0) throw unsuitable('bootstrap entry that begins with its file')
  return Math.min(sizeBytes, range?.length ?? sizeBytes)
}

function padded(message: Uint8Array, sizeBytes: number, capacity = sizeBytes): Uint8Array {
  const whole = Math.min(sizeBytes, MOST_BYTES + 1)
  const haveBytes = Math.min(capacity, whole)
  if (message.length > haveBytes) throw new Failed({ code: 'card.too-small', needBytes: message.length, haveBytes })
  return concat(message, new Uint8Array(whole - message.length).fill(0xff))
}

async function selectAgain(pkcs15: Pkcs15, file: Located): Promise<void> {
  if (!(await pkcs15.select(file.object.path))) throw unsuitable(`file ${file.path}`)
}

async function update(channel: Channel, start: number, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
    await send(channel, updateBinary(start + at, bytes.subarray(at, at + CHUNK_BYTES)))
}
