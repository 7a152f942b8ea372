import type { Use } from '../../shared/device/bootstrap-use'
import type { Failure } from '../../shared/failure'
import { Failed } from '../../shared/failure'
import { firstTo, openPkcs15, type Pkcs15, pkcs15Again, unprepared } from '../card/application'
import {
  type BootstrapEntry,
  bootstrapEntries,
  type Located,
  locate,
  notItsOwn,
  placeOf,
} from '../card/bootstrap-files'
import type { Card } from '../card/card'
import { type Channel, onLogicalChannel, send } from '../card/channel'
import { closeChannel, openChannel } from '../card/commands'
import { wholeOf } from '../card/content'
import { shortLengths } from '../card/lengths'
import { readSelected } from '../card/selected'
import { isSuccess } from '../card/status-word'

/** One bootstrap file as a device gets it: its bytes, or why it does not get them. */
export type DeviceFile = {
  /** Which part of which file: `placeOf` its object. */
  readonly place: string
  readonly path: string
  readonly use: Use
  readonly form: 'opaqueDO' | 'oidDO'
  readonly sizeBytes: number
} & ({ readonly bytes: Uint8Array } | { readonly failure: Failure })

type Reading = Pick<Card, 'showPin'> & {
  /** How many bytes one READ BINARY asks for. */
  readonly most?: number
  /** The application as it was before the card was powered again. */
  readonly before?: Pkcs15
}

/**
 * What a DM Client reads at power-on (OMA DM 2.0, G.3.1 to G.3.5), with a device's rights and no key: a logical
 * channel, the PKCS#15 application by AID, EF(ODF), EF(DODF-bootstrap), every file with the OID of DM bootstrap in
 * order. Fails with `card.unsuitable` where a device would find nothing.
 */
export async function readAsDevice(basic: Channel, how: Reading = {}): Promise<readonly DeviceFile[]> {
  const files = await filesForDevice(basic, how)
  if (files.length === 0) throw unprepared('entry for DM bootstrap in EF(DODF)')
  return files
}

/** The same on a card that may well have no entry for bootstrap. */
export async function filesForDevice(basic: Channel, how: Reading = {}): Promise<readonly DeviceFile[]> {
  const number = await logicalChannel(basic)
  try {
    return await filesInside(basic, onLogicalChannel(basic, number), how)
  } finally {
    if (number > 0) await send(basic, { ...closeChannel(number), knows: () => true })
  }
}

async function filesInside(basic: Channel, inside: Channel, how: Reading): Promise<readonly DeviceFile[]> {
  const pkcs15 = how.before ? pkcs15Again(inside, how.before) : await openPkcs15(basic, inside)
  await how.showPin?.(pkcs15)
  return filesOf(pkcs15, await bootstrapEntries(pkcs15), how)
}

/** The files of entries that were read already, as may be bytes of objects, by their places. */
export async function filesOf(
  pkcs15: Pkcs15,
  entries: readonly BootstrapEntry[],
  { most, read }: Pick<Reading, 'most'> & { readonly read?: ReadonlyMap<string, Uint8Array> },
): Promise<readonly DeviceFile[]> {
  const files: DeviceFile[] = []
  for await (const file of locate(pkcs15, entries)) {
    const { use, object, path, sizeBytes } = file
    const place = placeOf(object)
    const bytes = read?.get(place)
    const got = bytes ? { bytes } : await content(pkcs15, file, most)
    files.push({ place, path, use, form: object.form, sizeBytes, ...got })
  }
  return files
}

/** What the card answers here is what it would answer a device; a card that left is no answer. */
async function content(
  pkcs15: Pkcs15,
  { object, isTaken, path, sizeBytes, fcp }: Located,
  most = shortLengths.read,
): Promise<{ bytes: Uint8Array } | { failure: Failure }> {
  if (isTaken) return { failure: notItsOwn(object.path).failure }
  try {
    const { end } = wholeOf(sizeBytes)
    const { index, length } = object.range ?? { index: 0, length: end }
    const how = { file: path, fcp, most, first: firstTo(pkcs15, object.path) }
    const whole = await readSelected(pkcs15.channel, Math.min(end, index + length), how)
    return { bytes: whole.subarray(Math.min(index, whole.length)) }
  } catch (error) {
    if (error instanceof Failed && /^(card\.(refused|needs)|bytes\.)/.test(error.failure.code))
      return { failure: error.failure }
    throw error
  }
}

/** A card that opens none, whatever it answers, is read on the basic one. */
const logicalChannel = (basic: Channel): Promise<number> =>
  send(basic, { ...openChannel, knows: () => true, parse: (bytes, sw) => (isSuccess(sw) ? (bytes[0] ?? 0) : 0) })
