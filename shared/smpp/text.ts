// A text as the user data of one short message: in the default alphabet where that is the same as ASCII, else UCS-2.
import { Failed } from '../failure'

/** 3GPP TS 23.038, 6.2.1: these have in the default alphabet the numbers that they have in ASCII. */
const sameAsAscii = /^[A-Za-z0-9 !"#%&'()*+,\-./:;<=>?\n\r]*$/

/** TP-DCS, 3GPP TS 23.038, 4. */
const defaultAlphabet = 0x00
const ucs2 = 0x08

/** Fails with `request.invalid` on a text that does not fit into one short message. */
export function userDataOf(text: string): { readonly userData: Uint8Array; readonly dataCoding: number } {
  const isPlain = sameAsAscii.test(text)
  if (text.length > (isPlain ? 160 : 70))
    throw new Failed({ code: 'request.invalid', path: 'text', reason: 'it does not fit into one short message' })
  const codes = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
  return isPlain
    ? { userData: Uint8Array.from(codes), dataCoding: defaultAlphabet }
    : { userData: Uint8Array.from(codes.flatMap((code) => [code >> 8, code & 0xff])), dataCoding: ucs2 }
}

/** The text of a short message without a header. */
export const textOf = (userData: Uint8Array, dataCoding: number): string =>
  dataCoding === ucs2
    ? String.fromCharCode(
        ...Array.from(
          { length: userData.length >> 1 },
          (_, at) => (userData[2 * at] ?? 0) * 256 + (userData[2 * at + 1] ?? 0),
        ),
      )
    : String.fromCharCode(...userData)
