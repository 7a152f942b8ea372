import { stated } from '../reason'

/** What a person at a window is told where the whole of it means something to a technician only. */
export const plain = {
  mismatch: 'The card does not hold what was written to it.',
  refused: 'The card refused what the station asked of it.',
  needsPin: 'This card reads only with its PIN: a device would ask its user for it.',
  disk: (why: string | undefined) => stated('A file of the station cannot be read or written', why),
}
