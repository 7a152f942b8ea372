// Secrets that came with a device's row of a list wait in the store for their card, sealed under a key of this station's.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { BatchId } from '../../shared/batch'
import { Failed } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import { because } from '../../shared/reason'
import type { Batches } from '../records/batches'
import { privateKey } from '../settings/private-key'

export type Secrets = Readonly<Record<string, string>>

export type RowSecrets = {
  /** AES-256-GCM: nonce, ciphertext and tag, bound to the batch and the device. Fails with `disk.failed`. */
  readonly seal: (batch: BatchId, device: DeviceId, secrets: Secrets) => Uint8Array
  /** None where the row had none, or its device is done. Fails with `disk.failed` where they cannot be opened. */
  readonly of: (batch: BatchId, device: DeviceId) => Secrets
}

const NONCE_BYTES = 12
const TAG_BYTES = 16
const Values = z.record(z.string(), z.string())

export function createRowSecrets(path: string, { sealed }: Pick<Batches, 'sealed'>): RowSecrets {
  const key = (): Buffer => Buffer.from(privateKey(path, () => `${randomBytes(32).toString('hex')}\n`).trim(), 'hex')
  return {
    seal: (batch, device, secrets) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(boundTo(batch, device))
      return Buffer.concat([nonce, cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    of: (batch, device) => {
      const bytes = sealed(batch, device)
      if (!bytes) return {}
      try {
        return Values.parse(JSON.parse(opened(bytes, key(), boundTo(batch, device))))
      } catch (error) {
        if (error instanceof Failed) throw error
        throw new Failed({ code: 'disk.failed', path, reason: because('it does not open what its batch was given') })
      }
    },
  }
}

const boundTo = (batch: BatchId, device: DeviceId): Buffer => Buffer.from(`${batch}\0${device}`)

function opened(bytes: Uint8Array, key: Buffer, aad: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(aad).setAuthTag(bytes.subarray(-TAG_BYTES))
  return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}
