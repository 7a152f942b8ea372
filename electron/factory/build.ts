// A factory bundle: messages first, then the list of them, then the signature of the list.
import type { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  type Entry,
  fileNameOf,
  type Manifest,
  manifestFile,
  signatureFile,
  type Target,
  textOfManifest,
} from '../../shared/factory/manifest'
import { Failed } from '../../shared/failure'
import { utf8 } from '../../shared/utf8'
import { type Signer, signDetached } from './cms'
import { sealTo } from './envelope'
import { sha256Of } from './sha256'
import { checkSigner } from './signer'
import { type File, putFolder } from './whole-files'

export type BundleMessage = {
  readonly for: Target
  readonly message: Uint8Array
  /** The certificate of the device that alone shall read it. */
  readonly encryptTo?: X509Certificate | undefined
}

export type BundleOrder = Pick<Manifest, 'batch' | 'template' | 'format'> & {
  readonly now: number
  /** Taken one by one, so that a batch need not fit in memory. */
  readonly messages: Iterable<BundleMessage> | AsyncIterable<BundleMessage>
}

/** The SHA-256 of the manifest names the bundle. Writes it at `place`, whole or not at all. Fails with `disk.failed`, and `request.invalid` on a signer who cannot sign, a device named twice or a place that is taken. */
export async function buildBundle(
  place: string,
  order: BundleOrder,
  signer: Signer,
): Promise<{ readonly manifest: Manifest; readonly sha256: string }> {
  if (existsSync(place))
    throw new Failed({ code: 'request.invalid', path: 'out', reason: `there is something at ${place} already` })
  checkSigner(signer, order.now)
  const entries: Entry[] = []
  await putFolder(place, filesOf(order, signer, entries))
  const manifest = manifestOf(order, entries)
  return { manifest, sha256: sha256Of(utf8(textOfManifest(manifest))) }
}

async function* filesOf(order: BundleOrder, signer: Signer, entries: Entry[]): AsyncGenerator<File> {
  const names = new Set<string>()
  for await (const { for: target, message, encryptTo } of order.messages) {
    const file = fileNameOf(target, order.format, encryptTo !== undefined)
    if (names.has(file.toLowerCase())) throw twice(file)
    names.add(file.toLowerCase())
    const content = encryptTo ? sealTo(encryptTo, message) : message
    entries.push({
      for: target,
      file,
      bytes: content.length,
      sha256: sha256Of(content),
      message: { bytes: message.length, sha256: sha256Of(message) },
      ...(encryptTo && { encryptedTo: sha256Of(encryptTo.raw) }),
    })
    yield { path: file, content }
  }
  const manifest = utf8(textOfManifest(manifestOf(order, entries)))
  yield { path: manifestFile, content: manifest }
  yield { path: signatureFile, content: signDetached(manifest, signer, order.now) }
}

const manifestOf = ({ batch, template, format, now }: BundleOrder, messages: Entry[]): Manifest => ({
  bootstation: 1,
  batch,
  made: new Date(now).toISOString(),
  template,
  format,
  messages,
})

const twice = (file: string): Failed =>
  new Failed({ code: 'request.invalid', path: 'device', reason: `two devices would have the file ${file}` })
