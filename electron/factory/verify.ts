// Whether a bundle is what somebody trusted signed, and all of it: every file is looked at, and what is wrong has its name.
import type { X509Certificate } from 'node:crypto'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Entry, type Manifest, manifestFile, parseManifest, signatureFile } from '../../shared/factory/manifest'
import { Failed } from '../../shared/failure'
import { fromUtf8 } from '../../shared/utf8'
import { pathOf } from './chain'
import { readSigned } from './cms'
import { readFile } from './read-file'
import { sha256Of } from './sha256'
import { filesIn, guarded } from './whole-files'

export type Bundle = {
  readonly folder: string
  readonly manifest: Manifest
  /** SHA-256 of the manifest: it names the bundle. */
  readonly sha256: string
  /** From the signer to the trust anchor. */
  readonly path: readonly X509Certificate[]
}

export type Problem = { readonly file: string; readonly reason: 'missing' | 'changed' | 'not listed' | 'not a file' }

/** The list of a bundle, its signature checked. Its messages are not read. Fails with `bundle.invalid` and `disk.failed`. */
export async function openBundle(folder: string, anchors: readonly X509Certificate[], now: number): Promise<Bundle> {
  const [content, signature] = await Promise.all([readPart(folder, manifestFile), readPart(folder, signatureFile)])
  const path = pathOf(readSigned(content, signature), anchors, now)
  return { folder, manifest: parseManifest(fromUtf8(content)), sha256: sha256Of(content), path }
}

/** What is wrong with the files of a bundle; nothing, if all is well. */
export async function problemsIn({ folder, manifest }: Bundle): Promise<readonly Problem[]> {
  const there = new Set(await filesIn(folder))
  const problems: Problem[] = []
  for (const entry of manifest.messages) {
    const reason = there.delete(entry.file) ? await faultOf(folder, entry) : 'missing'
    if (reason) problems.push({ file: entry.file, reason })
  }
  const more = [...there].filter((file) => file !== manifestFile && file !== signatureFile)
  return [...problems, ...more.map((file): Problem => ({ file, reason: 'not listed' }))]
}

async function faultOf(folder: string, { file, bytes, sha256 }: Entry): Promise<Problem['reason'] | undefined> {
  const path = join(folder, file)
  const stat = await guarded(path, () => lstat(path))
  if (!stat.isFile()) return 'not a file'
  if (stat.size !== bytes) return 'changed'
  return sha256Of(await readPart(folder, file)) === sha256 ? undefined : 'changed'
}

/** One message file of a bundle, as the manifest has it; undefined if it is not that. */
export async function messageIn({ folder }: Bundle, entry: Entry): Promise<Uint8Array | undefined> {
  return (await faultOf(folder, entry)) === undefined ? readPart(folder, entry.file) : undefined
}

/** A file of a bundle. Fails with `bundle.invalid` where there is none, and `disk.failed`. */
export async function readPart(folder: string, file: string): Promise<Uint8Array> {
  const content = await readFile(join(folder, file))
  if (typeof content === 'string') throw new Failed({ code: 'bundle.invalid', file, reason: content })
  return content
}
