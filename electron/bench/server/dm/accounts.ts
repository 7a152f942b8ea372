// What the bench's DM Server knows of a device: what the training template gives it, from the same batch key.
import { join } from 'node:path'
import { toBase64 } from '../../../../shared/base64'
import { Failed } from '../../../../shared/failure'
import { type DeviceId, devIdOf, parseDevice } from '../../../../shared/identity/device'
import type { Credential, ServerAccount } from '../../../../shared/message/account'
import { composeMessage } from '../../../../shared/message/message'
import { secret } from '../../../../shared/secret'
import { parseTemplate, type Template } from '../../../../shared/template'
import { instantiate } from '../../../../shared/template/instantiate'
import { utf8 } from '../../../../shared/utf8'
import { readTemplateText } from '../../../composer/template-file'
import { deriveFrom } from '../../../hash'
import { readBatchKey } from '../../../settings/settings'

export type Accounts = {
  /** Undefined for what is no device. */
  readonly accountOf: (devId: string) => ServerAccount | undefined
  /** What a device of the bench was given at the factory to ask for its bootstrap with. */
  readonly requesterOf: (devId: string) => Pick<Credential, 'name' | 'secret'> | undefined
  /** The bootstrap itself, as DM 2.0 has it. */
  readonly messageOf: (devId: string) => Uint8Array | undefined
}

/** The template and the key are read when a device first comes: a bench writes them while it starts. */
export function trainingAccounts(dir: string): Accounts {
  const known = once(() => {
    const text = readTemplateText(join(dir, 'templates', 'training.json'))
    return text === undefined
      ? undefined
      : { template: parseTemplate(text), batchKey: readBatchKey(join(dir, 'batch-key.txt')) }
  })
  const accountOf = (devId: string): ServerAccount | undefined => {
    const [device, from] = [deviceOf(devId), known()]
    return device && from && accountIn(from.template, device, from.batchKey)
  }
  return {
    accountOf,
    requesterOf: (devId) => {
      const [device, from] = [deviceOf(devId), known()]
      return device && from && bootstrapCredential(from.batchKey, device)
    },
    messageOf: (devId) => {
      const [device, account] = [deviceOf(devId), accountOf(devId)]
      return device && account && composeMessage({ format: 'dm2', device, accounts: [account], accessPoints: [] })
    },
  }
}

/** Of the device and the batch, as its other secrets are. */
export const bootstrapCredential = (batchKey: Uint8Array, device: DeviceId): Pick<Credential, 'name' | 'secret'> => ({
  name: devIdOf(device),
  secret: secret(utf8(toBase64(deriveFrom(batchKey, 'bootstrap', device)))),
})

function accountIn(template: Template, device: DeviceId, batchKey: Uint8Array): ServerAccount | undefined {
  const derive = (purpose: string, whose: string, kdf: Parameters<typeof deriveFrom>[3]) =>
    deriveFrom(batchKey, purpose, whose, kdf)
  return instantiate({ template, device, variables: {}, derive }).accounts[0]
}

function deviceOf(devId: string): DeviceId | undefined {
  try {
    return parseDevice(devId)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}

/** Until there is something to remember. */
function once<T>(make: () => T | undefined): () => T | undefined {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
