import { type Directory, type ElementaryFile, MF } from './file'
import { ADM1, PIN1 } from './rules'
import { tlv, word } from './tlv'

const EF_ARR = 0x2f06
// 8A: operational, activated (11.1.1.4.9)
const lifeCycle = tlv(0x8a, Uint8Array.of(0x05))
const security = (rule: number): Uint8Array => tlv(0x8b, word(EF_ARR), Uint8Array.of(rule))

/** ETSI TS 102 221, 11.1.1.3 and 11.1.1.4: file control parameters of an EF. */
export const fcpOfFile = (file: ElementaryFile): Uint8Array =>
  tlv(
    0x62,
    tlv(0x82, descriptorOf(file)),
    tlv(0x83, word(file.fid)),
    lifeCycle,
    security(file.rule),
    tlv(0x80, word(file.bytes.length)),
    tlv(0x88, file.sfi === undefined ? new Uint8Array(0) : Uint8Array.of(file.sfi << 3)),
  )

/** 11.1.1.4.3: 41 transparent, 42 linear fixed, both shareable; 21 is the data coding byte. */
function descriptorOf(file: ElementaryFile): Uint8Array {
  if (file.kind === 'transparent') return Uint8Array.of(0x41, 0x21)
  return Uint8Array.of(0x42, 0x21, ...word(file.recordBytes), file.bytes.length / file.recordBytes)
}

/** How a directory was selected decides its name in the FCP: an ADF by AID (84), a DF by FID (83). */
export type NamedBy = 'aid' | 'fid'

export const fcpOfDirectory = (directory: Directory, namedBy: NamedBy, pin1: 'enabled' | 'disabled'): Uint8Array =>
  tlv(
    0x62,
    tlv(0x82, Uint8Array.of(0x78, 0x21)),
    nameOf(directory, namedBy),
    // 11.1.1.4.6.1: UICC characteristics, in the MF only
    directory.fid === MF ? tlv(0xa5, tlv(0x80, Uint8Array.of(0x71))) : new Uint8Array(0),
    lifeCycle,
    security(directory.rule),
    pinStatus(pin1),
  )

function nameOf({ fid, aid }: Directory, namedBy: NamedBy): Uint8Array {
  if (aid && (namedBy === 'aid' || fid === undefined)) return tlv(0x84, aid)
  return tlv(0x83, word(fid ?? MF))
}

// 9.5.2: one bit for each key, first key in the highest; ADM1 is always enabled
const pinStatus = (pin1: 'enabled' | 'disabled'): Uint8Array =>
  tlv(
    0xc6,
    tlv(0x90, Uint8Array.of(pin1 === 'enabled' ? 0xc0 : 0x40)),
    tlv(0x83, Uint8Array.of(PIN1)),
    tlv(0x83, Uint8Array.of(ADM1)),
  )
