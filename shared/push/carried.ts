// What a file may have a message in: its bytes, hex of them, the short messages of a push, or the push put together.
import { concat, fromHex } from '../bytes'
import { decode } from '../codec'
import { Failed } from '../failure'
import { type PushPdu, pushPdu } from './pdu'
import { reassemble } from './reassemble'
import { userDataHeader } from './user-data-header'

/** `segments` are the short messages it came in, if it did. */
export type Push = PushPdu & { readonly segments?: number | undefined }
export type Carried =
  | { readonly kind: 'message'; readonly bytes: Uint8Array }
  | { readonly kind: 'push'; readonly push: Push }

/** Fails as `reassemble` does on short messages that are not all of one push, and with `bytes.malformed` on a push that does not read. */
export function carriedIn(bytes: Uint8Array): Carried {
  const whole = wholeIn(bytes)
  if (whole.segments !== undefined)
    return { kind: 'push', push: { ...decode(pushPdu, whole.bytes), segments: whole.segments } }
  const push = pushIn(whole.bytes)
  return push === undefined ? { kind: 'message', bytes: whole.bytes } : { kind: 'push', push }
}

/** What a device would be handed: the file as it is, its hex as bytes, or its short messages put together. */
export function wholeIn(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly segments?: number } {
  const lines = hexLinesIn(bytes)
  if (lines === undefined) return { bytes }
  const [first] = lines
  if (first === undefined || !isSegment(first)) return { bytes: concat(...lines) }
  return { bytes: reassemble(lines).pdu, segments: lines.length }
}

/** WAP-230-WSP, 8.2.4.1: the PDU type of a push stands second; no message of ours has such a byte there. */
const PUSH = 0x06
const pushIn = (bytes: Uint8Array): PushPdu | undefined =>
  bytes[1] === PUSH ? readable(() => decode(pushPdu, bytes)) : undefined

/** Ports and parts are what a short message has and a message of ours cannot begin with. */
function isSegment(bytes: Uint8Array): boolean {
  const header = readable(() => decode(userDataHeader, bytes.subarray(0, 1 + (bytes[0] ?? 0))))
  return header?.ports !== undefined || header?.part !== undefined
}

const mostText = 1 << 20

/** The bytes of each line that is not empty, if all of it is hex. */
function hexLinesIn(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  if (bytes.length > mostText) return undefined
  const text = new TextDecoder().decode(bytes)
  if (!/^\s*([0-9a-fA-F]{2}[0-9a-fA-F\s]*)$/.test(text)) return undefined
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return readable(() => lines.map(fromHex))
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Failed) return undefined
    throw error
  }
}
