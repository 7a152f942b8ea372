import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type DeviceId, devIdOf } from '../../../shared/identity/device'
import type { RegistrationRequest } from '../../../shared/registration/schema'
import type { Made } from '../../composer/composer'
import { buildBundle } from '../../factory/build'
import { readCertificates } from '../../factory/certificates'
import type { Signer } from '../../factory/cms'
import { readText } from '../../whole-file'
import type { Stage } from './stage'

export const messageFor = ({ station, bench }: Stage, device: DeviceId): Made =>
  station.composer.make({ template: bench.template, device, variables: {} }, 'file')

/** What a registration says of a message that the device was given. */
export const givenBy = ({ station, bench }: Stage, { sha256, format }: Made): RegistrationRequest['bootstrap'] => {
  const { name, sha256: template } = station.composer.refOf(bench.template)
  return { template: name, sha256: template, messageSha256: sha256, format }
}

/** What the factory of the bench signs with. */
export function factorySigner({ bench: { factory } }: Stage): Signer {
  if (!factory) throw new Error('a bench has a factory')
  return { certificates: readCertificates(factory.cert).map(String), key: readText(factory.key) ?? '' }
}

export type MadeFor = Made & { readonly device: DeviceId }
export const madeFor = (stage: Stage, devices: readonly DeviceId[]): readonly MadeFor[] =>
  devices.map((device) => ({ device, ...messageFor(stage, device) }))

/** A bundle with these messages; its folder. */
export async function bundleOf(stage: Stage, made: readonly MadeFor[], signer = factorySigner(stage)): Promise<string> {
  const folder = join(stage.folder, randomUUID())
  const template = stage.station.composer.refOf(stage.bench.template)
  const format = made[0]?.format ?? 'dm2'
  const messages = made.map(({ device, message }) => ({ for: { devId: devIdOf(device) }, message }))
  await buildBundle(folder, { batch: 'tour', template, format, now: Date.now(), messages }, signer)
  return folder
}
