import { readScan } from '../../shared/identity/scan'

/**
 * What was meant: the whole line if it is an identity, else the burst that came last, which may follow leftovers of
 * another. A slow scanner breaks into several bursts, and then the line is the better witness.
 */
export function bestScan(line: string, burst: string): string {
  if (isIdentity(line) || !isIdentity(burst)) return line === '' ? burst : line
  return burst
}

export const isIdentity = (text: string): boolean => ['device', 'iccid'].includes(readScan(text).kind)
