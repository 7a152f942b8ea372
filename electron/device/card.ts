import type { Failure } from '../../shared/failure'
import { Failed } from '../../shared/failure'
import { openPkcs15, type Pkcs15, unprepared } from '../card/application'
import {
  type BootstrapEntry,
  bootstrapEntries,
  type Known,
  type Located,
  locate,
  notItsOwn,
  placeOf,
} from '../card/bootstrap-files'
import { type Channel, isSuccess, onLogicalChannel, send } from '../card/channel'
import { closeChannel, openChannel } from '../card/commands'
import { wholeOf } from '../card/content'
import { shortLengths } from '../card/lengths'
import type { Use } from '../card/pkcs15'
import { readSelected } from '../card/selected'

/** One bootstrap file as a device gets it: its bytes, or why it does not get them. */
export type DeviceFile = {
  readonly path: string
  readonly use: Use
  readonly form: 'opaqueDO' | 'oidDO'
  readonly sizeBytes: number
} & ({ readonly bytes: Uint8Array } | { readonly failure: Failure })

/** How many bytes one READ BINARY asks for, and what is known of files on this card. */
type Reading = { readonly most?: number; readonly known?: Known }

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
  const pkcs15 = await openPkcs15(basic, onLogicalChannel(basic, number))
  const files = await filesOf(pkcs15, await bootstrapEntries(pkcs15), how)
  if (number > 0) await send(basic, { ...closeChannel(number), knows: () => true })
  return files
}

/** The files of entries that were read already. */
export async function filesOf(
  pkcs15: Pkcs15,
  entries: readonly BootstrapEntry[],
  { most, known }: Reading,
): Promise<readonly DeviceFile[]> {
  const files: DeviceFile[] = []
  for await (const file of locate(pkcs15, entries, known)) {
    const { use, object, path, sizeBytes } = file
    const bytes = known?.get(placeOf(object))?.bytes
    const got = bytes ? { bytes } : await content(pkcs15.channel, file, most)
    files.push({ path, use, form: object.form, sizeBytes, ...got })
  }
  return files
}

/** What the card answers here is what it would answer a device; a card that left is no answer. */
async function content(
  channel: Channel,
  { object, isTaken, path, sizeBytes, fcp }: Located,
  most = shortLengths.read,
): Promise<{ bytes: Uint8Array } | { failure: Failure }> {
  if (isTaken) return { failure: notItsOwn(object.path).failure }
  try {
    const { end } = wholeOf(sizeBytes)
    const { index, length } = object.range ?? { index: 0, length: end }
    const whole = await readSelected(channel, Math.min(end, index + length), { file: path, fcp, most })
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
