import { readScan } from '../../shared/identity/scan'

/** What was meant: the burst, or, where a slow scanner broke into several, what stood in `line` before it and the burst. */
export const bestScan = (line: string, burst: string): string =>
  readScan(burst).kind === 'unknown' && isIdentity(line + burst) ? line + burst : burst

/** Guarded by its own shape: what came twice or in part is none. */
function isIdentity(text: string): boolean {
  const scan = readScan(text)
  return scan.kind === 'iccid' || (scan.kind === 'device' && scan.as === undefined)
}

/** What cannot be a code and a key beside it. */
export function isWhole(text: string): boolean {
  const scan = readScan(text)
  if (scan.kind === 'device') return isOwnShape(scan)
  if (scan.kind === 'iccid') return scan.doubts === undefined
  return scan.kind === 'command' || scan.kind === 'eid' || scan.kind === 'several'
}

/** What says by itself that it was scanned, even by a slow scanner: numbers that a hand types as well do not. */
export function isRecognised(text: string): boolean {
  const scan = readScan(text)
  switch (scan.kind) {
    case 'unknown':
    case 'product':
    case 'phone':
      return false
    case 'device':
      return isOwnShape(scan)
    default:
      return true
  }
}

/** Of hex digits, or with a check digit. */
const isOwnShape = ({ as }: { readonly as?: string }): boolean => as === undefined || as === 'hex'
