// What a device finds of a factory bundle that was laid into it: its own message, if somebody it trusts signed it.
import type { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FactoryReading } from '../../shared/device/readings'
import { reasonOf } from '../../shared/device/reason'
import { entryFor, manifestFile, signatureFile } from '../../shared/factory/manifest'
import { Failed } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import { openSealed } from '../factory/envelope'
import { messageIn, openBundle } from '../factory/verify'
import type { Identity } from '../https'

export type FactoryPlace = {
  readonly folder: string
  readonly device: DeviceId
  readonly anchors: readonly X509Certificate[]
  /** What opens a message that is for this device alone. */
  readonly identity?: Identity | undefined
  readonly now: number
}

export async function readFactory({ folder, device, anchors, identity, now }: FactoryPlace): Promise<FactoryReading> {
  if (!existsSync(join(folder, manifestFile))) return { is: 'absent' }
  if (!existsSync(join(folder, signatureFile))) return { is: 'untrusted', why: 'the bundle is not signed' }
  try {
    const bundle = await openBundle(folder, anchors, now)
    const entry = entryFor(bundle.manifest, device)
    if (entry === undefined) return { is: 'absent' }
    const content = await messageIn(bundle, entry)
    if (content === undefined) return { is: 'untrusted', why: `${entry.file} is not as it was signed` }
    if (entry.encryptedTo === undefined) return { is: 'read', bytes: content }
    if (identity === undefined) return { is: 'unreadable', why: 'the device has no key for its message' }
    return { is: 'read', bytes: new Uint8Array(openSealed(entry.file, content, identity.cert, identity.key)) }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    const why = reasonOf(error.failure)
    return error.failure.code === 'bundle.invalid' ? { is: 'untrusted', why } : { is: 'unreadable', why }
  }
}
