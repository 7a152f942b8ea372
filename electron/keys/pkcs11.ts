// The one place that knows PKCS#11 (OASIS, v2.40): a token is opened, and then decrypts and derives; no key leaves it.
import pkcs11 from 'pkcs11js'
import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import type { Sealed } from './cell-cipher'
import { pinTroubleIn, tokenFailure } from './pkcs11-words'
import { unusable } from './private-file'
import type { Prf } from './token-protocol'

export type OpenToken = {
  /** Tries the PIN once. Fails with `token.pin`. */
  readonly login: (pin: Uint8Array) => void
  readonly decrypt: (label: string, sealed: Sealed) => Uint8Array
  readonly prf: (label: string, prf: Prf, data: Uint8Array) => Uint8Array
}

/** As much as a cell or a derived block can be. */
const MOST_BYTES = 4096

/** Fails with `token.absent`; with `token.pin` where its PIN has few tries left, before it is even asked for. */
export function openPkcs11(module: string, label: string): OpenToken {
  const library = loaded(module)
  const slot = slotOf(library, label)
  const session = asked(() => library.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION))
  const { flags } = asked(() => library.C_GetTokenInfo(slot))
  checkPin(flags)
  return {
    login: (pin) => {
      if ((flags & pkcs11.CKF_LOGIN_REQUIRED) !== 0) login(library, session, pin)
    },
    decrypt: (key, sealed) =>
      asked(() => {
        library.C_DecryptInit(session, mechanismOf(sealed), keyOf(library, session, key))
        return library.C_Decrypt(session, Buffer.from(sealed.data), Buffer.alloc(MOST_BYTES))
      }, key),
    prf: (key, prf, data) =>
      asked(() => {
        const mechanism = prf === 'cmac' ? pkcs11.CKM_AES_CMAC : pkcs11.CKM_SHA256_HMAC
        library.C_SignInit(session, { mechanism }, keyOf(library, session, key))
        return library.C_Sign(session, Buffer.from(data), Buffer.alloc(MOST_BYTES))
      }, key),
  }
}

function loaded(module: string): pkcs11.PKCS11 {
  const library = new pkcs11.PKCS11()
  try {
    library.load(module)
    library.C_Initialize()
    return library
  } catch {
    throw new Failed({ code: 'token.absent', reason: because('{} is no PKCS#11 library that can be loaded', module) })
  }
}

function slotOf(library: pkcs11.PKCS11, label: string): pkcs11.Handle {
  const slots = asked(() => library.C_GetSlotList(true))
  const [slot, another] = slots.filter((one) => asked(() => library.C_GetTokenInfo(one)).label.trim() === label)
  if (!slot) throw new Failed({ code: 'token.absent', reason: because('there is no token called {}', label) })
  if (another) throw new Failed({ code: 'token.absent', reason: because('there are two tokens called {}', label) })
  return slot
}

/** 4.4: the flags of a token tell how its PIN stands, so that no try is spent to find out. */
function checkPin(flags: number): void {
  if ((flags & pkcs11.CKF_USER_PIN_LOCKED) !== 0) throw pinTrouble('locked')
  if ((flags & pkcs11.CKF_USER_PIN_FINAL_TRY) !== 0) throw pinTrouble('last-try')
  if ((flags & pkcs11.CKF_USER_PIN_COUNT_LOW) !== 0) throw pinTrouble('few-tries')
}

function login(library: pkcs11.PKCS11, session: pkcs11.Handle, pin: Uint8Array): void {
  try {
    library.C_Login(session, pkcs11.CKU_USER, Buffer.from(pin).toString('utf8'))
  } catch (error) {
    const trouble = pinTroubleIn(error)
    throw trouble ? pinTrouble(trouble) : tokenFailure(error)
  }
}

const pinTrouble = (state: 'refused' | 'few-tries' | 'last-try' | 'locked') => new Failed({ code: 'token.pin', state })

function keyOf(library: pkcs11.PKCS11, session: pkcs11.Handle, label: string): pkcs11.Handle {
  library.C_FindObjectsInit(session, [
    { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_SECRET_KEY },
    { type: pkcs11.CKA_LABEL, value: label },
  ])
  const found = library.C_FindObjects(session, 2)
  library.C_FindObjectsFinal(session)
  const [key, another] = found
  // A token that was changed for another is looked at anew the next time.
  if (!key) throw new Failed({ code: 'token.absent', reason: because('it has no secret key called {}', label) })
  if (another) throw unusable(`the token has two secret keys called ${label}`)
  return key
}

function mechanismOf(sealed: Sealed): pkcs11.Mechanism {
  switch (sealed.mode) {
    case 'gcm': {
      const { nonce, aad } = sealed
      const parameter = { iv: Buffer.from(nonce), aad: Buffer.from(aad), ivBits: nonce.length * 8, tagBits: 128 }
      return { mechanism: pkcs11.CKM_AES_GCM, parameter: { type: pkcs11.CK_PARAMS_AES_GCM_v240, ...parameter } }
    }
    case 'cbc':
      return { mechanism: pkcs11.CKM_AES_CBC, parameter: Buffer.from(sealed.vector) }
    case 'ecb':
      return { mechanism: pkcs11.CKM_AES_ECB }
  }
}

function asked<T>(work: () => T, key?: string): T {
  try {
    return work()
  } catch (error) {
    throw tokenFailure(error, key)
  }
}
