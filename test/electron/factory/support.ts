import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Issued, issue, newKey, type Subject } from '../../../electron/bench/server/certificate'
import { type BundleMessage, buildBundle } from '../../../electron/factory/build'
import type { Signer } from '../../../electron/factory/cms'
import { utf8 } from '../../../shared/utf8'
import { freshDir } from '../server/support'

export const now = Date.UTC(2026, 10, 22, 3)

const key = await newKey()
const made = (subject: Subject, issuer?: Issued): Issued => issue(subject, key, now, issuer)

export const root = made({ is: 'ca', name: 'Works root' })
export const stranger = made({ is: 'ca', name: 'Somebody else' })
export const leaf = made({ is: 'client', name: 'Works line 4' }, root)
export const device = made({ is: 'client', name: 'IMEI:490154203237518' }, root)
export const signer: Signer = { certificates: [leaf.cert], key: leaf.key }
export const anchors = [new X509Certificate(root.cert)]

export const template = { name: 'works', sha256: 'ab'.repeat(32) }
export const messages: readonly BundleMessage[] = [
  { for: { devId: 'IMEI:490154203237518' }, message: utf8('[{"one":1}]') },
  { for: { devId: 'IMEI:356938035643809' }, message: utf8('[{"two":2}]') },
  { for: { all: true }, message: utf8('[{"all":0}]') },
]

/** A folder for the tests of a file, with what they trust in it. */
export function openFolder() {
  const folder = freshDir()
  const rootFile = join(folder, 'root.pem')
  writeFileSync(rootFile, root.cert)
  /** A bundle of three messages, or of others, in a folder of its own. */
  async function built(name: string, content: readonly BundleMessage[] = messages): Promise<string> {
    const place = join(folder, name)
    await buildBundle(place, { batch: 'works-7', template, format: 'dm2', now, messages: content }, signer)
    return place
  }
  return { folder, rootFile, built }
}
