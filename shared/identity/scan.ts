import type { Code } from './code'
import { type Command, commandIn } from './command'
import type { DeviceId } from './device'
import { codesIn } from './label'
import { type Mismatch, mismatchIn } from './layout'

/** What a scanner or a person said, as one thing. */
export type Scan =
  | Code
  /** A label of a device with two identities, or of several: somebody has to say which. */
  | { readonly kind: 'several'; readonly devices: readonly DeviceId[] }
  | { readonly kind: 'command'; readonly command: Command }
  /** A command's barcode that was misread. */
  | { readonly kind: 'damaged' }
  /** Scanner and computer mean different keyboards. */
  | ({ readonly kind: 'layout' } & Mismatch)
  | { readonly kind: 'unknown'; readonly text: string }

/** What matters most on a label. A wrong check digit comes before what is right beside it. */
const ranks = ['check-digit', 'device', 'iccid', 'eid', 'phone', 'product'] as const satisfies readonly Code['kind'][]

/**
 * What was scanned or typed, told by its content alone: AIM identifiers, element strings of GS1, labels with names, lines
 * and several codes. Every code of a label is in `codesIn`. Nothing doubtful is put right, and of two devices none is taken.
 */
export function readScan(scanned: string): Scan {
  const command = commandIn(scanned)
  if (command !== undefined) return command === 'damaged' ? { kind: 'damaged' } : { kind: 'command', command }
  const read = mostOf(codesIn(scanned))
  if (read !== undefined) return read
  const mismatch = mismatchIn(scanned.trim().slice(0, 256), isSense)
  if (mismatch !== undefined) return { kind: 'layout', ...mismatch }
  return { kind: 'unknown', text: scanned.trim().slice(0, 64) }
}

function mostOf(codes: readonly Code[]): Scan | undefined {
  const most = ranks.flatMap((rank) => codes.find(({ kind }) => kind === rank) ?? [])[0]
  if (most?.kind !== 'device') return most
  const devices = [...new Set(codes.flatMap((code) => (code.kind === 'device' ? [code.device] : [])))]
  return devices.length > 1 ? { kind: 'several', devices } : most
}

/** What nobody types by chance. First what is quick: most texts hold no number at all. */
const isSense = (text: string): boolean =>
  /[0-9a-f]{8}|bst\//i.test(text.replace(/[\s.-]/g, '')) &&
  (typeof commandIn(text) === 'object' ||
    codesIn(text).some(({ kind }) => kind === 'device' || kind === 'iccid' || kind === 'eid'))
