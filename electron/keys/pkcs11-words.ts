// Which answers of a token are what trouble. OASIS PKCS#11 v2.40, 5.1.
import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import { unusable } from './private-file'

const nameOf = (error: unknown): string => (error instanceof Error ? (/CKR_\w+/.exec(error.message)?.[0] ?? '') : '')

/** What a token said to its PIN, or undefined where it said something else. */
export function pinTroubleIn(error: unknown): 'refused' | 'locked' | undefined {
  const name = nameOf(error)
  if (name === 'CKR_PIN_LOCKED') return 'locked'
  return /^CKR_PIN_/.test(name) ? 'refused' : undefined
}

/** No token, no session with it, or no login any more: what was asked says nothing, and it is opened anew. */
const isOut =
  /^CKR_(TOKEN_NOT_PRESENT|TOKEN_NOT_RECOGNIZED|DEVICE_\w+|SLOT_ID_INVALID|SESSION_\w+|USER_NOT_LOGGED_IN|CRYPTOKI_NOT_INITIALIZED|HOST_MEMORY)$/

/** A failure as it is, another error as what the token meant by it. `key`: what it was asked to work with. */
export function tokenFailure(error: unknown, key?: string): unknown {
  if (error instanceof Failed) return error
  const name = nameOf(error)
  if (name === '') return error
  if (isOut.test(name))
    return new Failed({ code: 'token.absent', reason: because('it was taken out or does not work') })
  if (key === undefined) return new Failed({ code: 'token.absent', reason: because('it answered {}', name) })
  if (/^CKR_(MECHANISM_\w+|KEY_\w+|FUNCTION_NOT_SUPPORTED)$/.test(name))
    return unusable(`the token does not do this with its key ${key}, ${name}`)
  return unusable(`what was encrypted does not open with the key ${key} of the token, ${name}`)
}
