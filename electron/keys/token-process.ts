// The token process: the library of a token is foreign code that may hang or crash, and is ended with its process.
import { Failed } from '../../shared/failure'
import { type OpenToken, openPkcs11 } from './pkcs11'
import type { FromToken, ToToken } from './token-protocol'

const opened: OpenToken[] = []

function act(message: ToToken): Uint8Array {
  if (message.ask === 'open') {
    opened.push(openPkcs11(message.module, message.label))
    return new Uint8Array()
  }
  const [token] = opened
  if (!token) throw new Failed({ code: 'token.absent', reason: 'it is not open' })
  switch (message.ask) {
    case 'login':
      token.login(message.pin)
      message.pin.fill(0)
      return new Uint8Array()
    case 'decrypt':
      return token.decrypt(message.key, message.sealed)
    case 'prf':
      return token.prf(message.key, message.prf, message.data)
  }
}

function answer(message: ToToken): FromToken {
  try {
    return { bytes: act(message) }
  } catch (error) {
    if (error instanceof Failed) return { failure: error.failure }
    throw error
  }
}

process.on('disconnect', () => process.exit(0))
process.on('message', (message: ToToken) => process.send?.(answer(message)))
