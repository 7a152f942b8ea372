/**
 * ETSI TS 102 221, 10.2.1.1: 9000; 91xx when the card also has a proactive command waiting; 92xx about a data transfer.
 * 3GPP TS 51.011, 9.4.3: 9240 is a memory problem.
 */
export const isSuccess = (sw: number): boolean =>
  sw === 0x9000 || sw >> 8 === 0x91 || (sw >> 8 === 0x92 && sw !== 0x9240)

/** ETSI TS 102 221, 10.2.1.2: an update is done, after x internal retries. */
export const isDoneAgain = (sw: number): boolean => sw >> 4 === 0x63c

/** Of an answer; 0 of one that is too short to have any. */
export const swOf = (response: Uint8Array): number => (response.at(-2) ?? 0) * 256 + (response.at(-1) ?? 0)

export const swText = (sw: number): string => sw.toString(16).padStart(4, '0').toUpperCase()
