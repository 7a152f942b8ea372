import { ADM1 } from '../../electron/card/commands'
import type { AskKey } from '../../electron/card/key'
import { secret } from '../../shared/secret'

/** One key for ADM1 and no guard but the card's own counter. */
export const askFor =
  (value: Uint8Array): AskKey =>
  async () => ({
    reference: ADM1,
    value: secret(value.slice()),
    isAllowed: false,
    once: (attempt) => attempt(),
  })

/** Nobody knows the PIN of any card. */
export const noPins = { pinOf: async () => undefined, forgetPin: () => undefined }
