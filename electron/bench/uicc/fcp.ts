import { type CardFile, type Directory, type ElementaryFile, type LifeCycle, MF } from './file'
import type { Key } from './keys'
import { tlv, word } from './tlv'

const nothing = new Uint8Array(0)

// ETSI TS 102 221, 11.1.1.4.9
export const lifeCycles: Readonly<Record<LifeCycle, number>> = {
  creation: 0x01,
  initialisation: 0x03,
  deactivated: 0x04,
  activated: 0x05,
}
const lifeCycle = (file: CardFile): Uint8Array => tlv(0x8a, Uint8Array.of(lifeCycles[file.lifeCycle]))

/** ETSI TS 102 221, 11.1.1.3 and 11.1.1.4: file control parameters of an EF. */
export const fcpOfFile = (file: ElementaryFile): Uint8Array =>
  tlv(
    0x62,
    tlv(0x82, descriptorOf(file)),
    tlv(0x83, word(file.fid)),
    file.special === undefined ? nothing : tlv(0xa5, tlv(0xc0, Uint8Array.of(file.special))),
    lifeCycle(file),
    file.security,
    tlv(0x80, word(file.bytes.length)),
    tlv(0x88, file.sfi === undefined ? nothing : Uint8Array.of(file.sfi << 3)),
  )

/** 11.1.1.4.3: 41 transparent, 42 linear fixed, both shareable; 21 is the data coding byte. */
function descriptorOf(file: ElementaryFile): Uint8Array {
  if (file.kind === 'transparent') return Uint8Array.of(0x41, 0x21)
  return Uint8Array.of(0x42, 0x21, ...word(file.recordBytes), file.bytes.length / file.recordBytes)
}

/** How a directory was selected decides its name in the FCP: an ADF by AID (84), a DF by FID (83). */
export type NamedBy = 'aid' | 'fid'

/** `freeBytes` where the card tells how much memory is left. */
export const fcpOfDirectory = (
  directory: Directory,
  namedBy: NamedBy,
  keys: readonly Key[],
  freeBytes: number | undefined,
): Uint8Array =>
  tlv(
    0x62,
    tlv(0x82, Uint8Array.of(0x78, 0x21)),
    nameOf(directory, namedBy),
    proprietary(directory, freeBytes),
    lifeCycle(directory),
    directory.security,
    pinStatus(keys),
  )

function nameOf({ fid, aid }: Directory, namedBy: NamedBy): Uint8Array {
  if (aid && (namedBy === 'aid' || fid === undefined)) return tlv(0x84, aid)
  return tlv(0x83, word(fid ?? MF))
}

// 11.1.1.4.6: UICC characteristics in the MF, available memory in any directory
function proprietary({ fid }: Directory, freeBytes: number | undefined): Uint8Array {
  const characteristics = fid === MF ? tlv(0x80, Uint8Array.of(0x71)) : nothing
  const free = freeBytes === undefined ? nothing : tlv(0x83, word(freeBytes))
  return characteristics.length + free.length > 0 ? tlv(0xa5, characteristics, free) : nothing
}

// 9.5.2: one bit for each key that is enabled, the first key in the highest
const pinStatus = (keys: readonly Key[]): Uint8Array =>
  tlv(
    0xc6,
    tlv(0x90, Uint8Array.of(keys.reduce((bits, { isEnabled }, at) => bits | (isEnabled ? 0x80 >> at : 0), 0))),
    ...keys.map(({ reference }) => tlv(0x83, Uint8Array.of(reference))),
  )
