// ETSI TS 102 221, 10.2.1: the status words this card gives.

export const sw = {
  done: 0x9000,
  endOfFile: 0x6282,
  deactivated: 0x6283,
  wrongLength: 0x6700,
  channelNotSupported: 0x6881,
  secureMessagingNotSupported: 0x6882,
  chainingNotSupported: 0x6884,
  wrongStructure: 0x6981,
  notAllowed: 0x6982,
  blocked: 0x6983,
  notUsable: 0x6984,
  conditionsNotMet: 0x6985,
  noEfSelected: 0x6986,
  wrongData: 0x6a80,
  functionNotSupported: 0x6a81,
  fileNotFound: 0x6a82,
  recordNotFound: 0x6a83,
  noMemory: 0x6a84,
  wrongP1P2: 0x6a86,
  keyNotFound: 0x6a88,
  fileExists: 0x6a89,
  nameExists: 0x6a8a,
  wrongOffset: 0x6b00,
  unknownIns: 0x6d00,
  unknownCla: 0x6e00,
  authenticationFailed: 0x6300,
  moreData: 0x6100,
  triesLeft: 0x63c0,
  exactLength: 0x6c00,
  proactive: 0x9100,
} as const

/** What a command comes to: a status word, and data where the command has some. */
export type Answer = { readonly sw: number; readonly data: Uint8Array }

const nothing = new Uint8Array(0)

export const answer = (word: number, data: Uint8Array = nothing): Answer => ({ sw: word, data })

export const done = (data: Uint8Array = nothing): Answer => answer(sw.done, data)
