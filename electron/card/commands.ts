import { bytesOf } from '../../shared/bytes'
import type { Command } from './channel'
import { type Fcp, readFcp } from './fcp'
import { isDoneAgain, isSuccess } from './status-word'

const nothing = (): undefined => undefined
const data = (bytes: Uint8Array): Uint8Array => bytes
const fid = (id: number): Uint8Array => bytesOf(id >> 8, id & 0xff)

/**
 * 10.2.1: 6A82 and 6A83, there is none; 6283, it is deactivated; 6A88, what was referred to is not there, as a software SIM
 * says of an AID that it does not know.
 */
export const isMissing = (sw: number): boolean => [0x6a82, 0x6a83, 0x6a88, 0x6283].includes(sw)

/** The same command, for what need not be there: undefined then. */
export const ifFound = <T>(command: Command<T>): Command<T | undefined> => ({
  name: command.name,
  apdu: command.apdu,
  knows: (sw) => isMissing(sw) || (command.knows?.(sw) ?? false),
  parse: (bytes, sw) => (isMissing(sw) ? undefined : command.parse(bytes, sw)),
})

/** 11.1.1, table 11.2: the same SELECT where nothing need be known of the file. */
export const withoutAnswer = ({ name, apdu, knows }: Command<unknown>): Command<undefined> => {
  const { le: _, ...rest } = apdu
  return { name, apdu: { ...rest, p2: 0x0c }, ...(knows && { knows }), parse: nothing }
}

/** ETSI TS 102 221, 11.1.1: SELECT by file identifier, FCP wanted. */
export const selectFid = (id: number): Command<Fcp> => ({
  name: 'SELECT',
  apdu: { cla: 0x00, ins: 0xa4, p1: 0x00, p2: 0x04, data: fid(id), le: 256 },
  parse: readFcp,
})

/** 11.1.1: SELECT the MF, no answer wanted. */
export const selectMf: Command<undefined> = {
  name: 'SELECT MF',
  apdu: { cla: 0x00, ins: 0xa4, p1: 0x00, p2: 0x0c, data: fid(0x3f00) },
  parse: nothing,
}

/** 11.1.1: SELECT an application by its AID. */
export const selectAid = (aid: Uint8Array): Command<Fcp> => ({
  name: 'SELECT AID',
  apdu: { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x04, data: aid, le: 256 },
  parse: readFcp,
})

/** 11.1.1: SELECT by path from the MF (which the path leaves out) or from the current DF. */
export const selectPath = (from: 'MF' | 'current DF', path: Uint8Array): Command<Fcp> => ({
  name: 'SELECT path',
  apdu: { cla: 0x00, ins: 0xa4, p1: from === 'MF' ? 0x08 : 0x09, p2: 0x04, data: path, le: 256 },
  parse: readFcp,
})

/** 11.1.3: READ BINARY from the selected transparent EF, at most 256 bytes in a short command. 6282: the end came first. */
export const readBinary = (offset: number, length: number): Command<Uint8Array> => ({
  name: 'READ BINARY',
  apdu: { cla: 0x00, ins: 0xb0, p1: offset >> 8, p2: offset & 0xff, le: length },
  knows: (sw) => sw === 0x6282,
  parse: data,
})

/** 11.1.4: UPDATE BINARY in the selected transparent EF, at most 255 bytes in a short command. */
export const updateBinary = (offset: number, chunk: Uint8Array): Command<undefined> => ({
  name: 'UPDATE BINARY',
  apdu: { cla: 0x00, ins: 0xd6, p1: offset >> 8, p2: offset & 0xff, data: chunk },
  knows: isDoneAgain,
  parse: nothing,
})

/** 11.1.5: READ RECORD, absolute, from 1. */
export const readRecord = (record: number, length: number): Command<Uint8Array> => ({
  name: 'READ RECORD',
  apdu: { cla: 0x00, ins: 0xb2, p1: record, p2: 0x04, le: length },
  parse: data,
})

/** 11.1.9 and table 9.3: key references. */
export const PIN1 = 0x01
export const PIN2 = 0x81
export const ADM1 = 0x0a

/** A key of the application that is selected, and of no other. */
export const isLocal = (reference: number): boolean => reference >= 0x80

/** ETSI TS 102 221, table 9.3: the keys of whoever issued the card, not those of its user. */
export const isAdm = (reference: number): boolean => (reference & 0x0f) >= 0x0a && (reference & 0x0f) <= 0x0e

export type Tries = { readonly left: number | null; readonly isVerified: boolean }

/** 11.1.9: VERIFY without data spends no try. Tells how many are left, null where the card does not; 9000: verified, or not needed. */
export const queryTries = (key: number): Command<Tries> => ({
  name: 'VERIFY query',
  apdu: { cla: 0x00, ins: 0x20, p1: 0x00, p2: key },
  knows: () => true,
  parse: (_, sw) => {
    if (sw >> 4 === 0x63c) return { left: sw & 0x0f, isVerified: false }
    return { left: sw === 0x6983 ? 0 : null, isVerified: isSuccess(sw) }
  },
})

/** `triesLeft` is null where the card refuses without telling (6300). */
export type Verification =
  | { readonly result: 'verified' }
  | { readonly result: 'refused'; readonly triesLeft: number | null }

/** What cards answer to a wrong key without telling what is left: ISO/IEC 7816-4, older cards, TS 51.011. */
const refusals = [0x6300, 0x6982, 0x9804]

/** 11.1.9: VERIFY. A wrong key costs one try, whatever is done afterwards. */
export const verifyKey = (key: number, value: Uint8Array): Command<Verification> => ({
  name: 'VERIFY',
  apdu: { cla: 0x00, ins: 0x20, p1: 0x00, p2: key, data: value },
  knows: (sw) => sw >> 4 === 0x63c || refusals.includes(sw) || sw === 0x6983,
  parse: (_, sw) => {
    if (sw >> 4 === 0x63c) return { result: 'refused', triesLeft: sw & 0x0f }
    if (refusals.includes(sw)) return { result: 'refused', triesLeft: null }
    return sw === 0x6983 ? { result: 'refused', triesLeft: 0 } : { result: 'verified' }
  },
})

/** 11.1.17: MANAGE CHANNEL, open; the card names the channel. */
export const openChannel: Command<number> = {
  name: 'MANAGE CHANNEL open',
  apdu: { cla: 0x00, ins: 0x70, p1: 0x00, p2: 0x00, le: 1 },
  parse: (bytes) => bytes[0] ?? 0,
}

export const closeChannel = (number: number): Command<undefined> => ({
  name: 'MANAGE CHANNEL close',
  apdu: { cla: 0x00, ins: 0x70, p1: 0x80, p2: number },
  parse: nothing,
})
