// ETSI TS 102 222: commands that make and change files, and the templates they carry.
import { bytesOf, concat } from '../../shared/bytes'
import type { Command } from './channel'
import { isDoneAgain } from './status-word'
import { tlv } from './tlv'

const nothing = (): undefined => undefined
const word = (value: number): Uint8Array => bytesOf(value >> 8, value & 0xff)

/** 6.3: CREATE FILE in the current directory, which selects it. */
export const createFile = (template: Uint8Array): Command<undefined> => ({
  name: 'CREATE FILE',
  apdu: { cla: 0x00, ins: 0xe0, p1: 0x00, p2: 0x00, data: template },
  parse: nothing,
})

/** 6.4: DELETE FILE, a child of the current directory. */
export const deleteFile = (fid: number): Command<undefined> => ({
  name: 'DELETE FILE',
  apdu: { cla: 0x00, ins: 0xe4, p1: 0x00, p2: 0x00, data: word(fid) },
  parse: nothing,
})

/** 6.10: RESIZE FILE, an EF of the current directory. */
export const resizeFile = (fid: number, sizeBytes: number): Command<undefined> => ({
  name: 'RESIZE FILE',
  apdu: {
    ...{ cla: 0x80, ins: 0xd4, p1: 0x00, p2: 0x00 },
    data: tlv(0x62, tlv(0x83, word(fid)), tlv(0x80, word(sizeBytes))),
  },
  parse: nothing,
})

/** ETSI TS 102 221, 11.1.6: UPDATE RECORD, absolute, from 1. 10.2.1.2: 63CX is done, after the card tried X times. */
export const updateRecord = (record: number, bytes: Uint8Array): Command<undefined> => ({
  name: 'UPDATE RECORD',
  apdu: { cla: 0x00, ins: 0xdc, p1: record, p2: 0x04, data: bytes },
  knows: isDoneAgain,
  parse: nothing,
})

/** Operational and activated (ETSI TS 102 221, 11.1.1.4.9): the rules hold from the first moment. */
const activated = tlv(0x8a, bytesOf(0x05))

/** 6.3.2.2: a transparent EF without SFI, filled with FF. `security` is its 8B or AB. */
export const transparentTemplate = (fid: number, sizeBytes: number, security: Uint8Array): Uint8Array =>
  tlv(
    0x62,
    tlv(0x82, bytesOf(0x41, 0x21)),
    tlv(0x83, word(fid)),
    activated,
    security,
    tlv(0x80, word(sizeBytes)),
    tlv(0x88),
  )

/** 6.3.2.2: a directory that is also an application; without a name it is found by its path alone. `pins` is its C6, which the standard wants. */
export const directoryTemplate = (
  fid: number,
  { name, security, pins }: { readonly name?: Uint8Array; readonly security: Uint8Array; readonly pins?: Uint8Array },
): Uint8Array =>
  tlv(
    0x62,
    tlv(0x82, bytesOf(0x78, 0x21)),
    tlv(0x83, word(fid)),
    ...(name ? [tlv(0x84, name)] : []),
    activated,
    security,
    ...(pins ? [pins] : []),
  )

/** 8B: a record of EF.ARR. */
export const referencedSecurity = (arr: number, record: number): Uint8Array =>
  tlv(0x8b, concat(word(arr), bytesOf(record)))
