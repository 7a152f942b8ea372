import { expect, test } from 'vitest'
import { tokenFailure } from '../../../electron/keys/pkcs11-words'

// OASIS PKCS#11 v2.40, 5.1: a token that another program has reset, or that has logged out by itself.
test.for(['CKR_USER_NOT_LOGGED_IN', 'CKR_CRYPTOKI_NOT_INITIALIZED', 'CKR_SESSION_CLOSED', 'CKR_DEVICE_REMOVED'])(
  'a token that says %s is opened anew, and nothing is said of what was to be decrypted',
  (name) => expect(tokenFailure(new Error(name), 'column')).toMatchObject({ failure: { code: 'token.absent' } }),
)
test.for(['CKR_ENCRYPTED_DATA_INVALID', 'CKR_GENERAL_ERROR'])('a token that says %s could not decrypt it', (name) =>
  expect(tokenFailure(new Error(name), 'column')).toMatchObject({ failure: { code: 'key.unusable' } }),
)
