// What the station and its token process say to each other over the IPC channel, bytes as bytes.
import type { Failure } from '../../shared/failure'
import type { Sealed } from './cell-cipher'

/** The pseudo-random function of a derivation: AES-CMAC, or HMAC with SHA-256. */
export type Prf = 'cmac' | 'hmac-sha256'

export type ToToken =
  | { readonly ask: 'open'; readonly module: string; readonly label: string }
  | { readonly ask: 'login'; readonly pin: Uint8Array }
  | { readonly ask: 'decrypt'; readonly key: string; readonly sealed: Sealed }
  | { readonly ask: 'prf'; readonly key: string; readonly prf: Prf; readonly data: Uint8Array }

export type FromToken = { readonly bytes: Uint8Array } | { readonly failure: Failure }
