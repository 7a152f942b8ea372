import { X509Certificate } from 'node:crypto'
import { withoutPadding } from '../../shared/bytes'
import type { CardNode, CardReport } from '../../shared/card-report'
import { reasonOf } from '../../shared/device/reason'
import { Failed, type Failure } from '../../shared/failure'
import { lintOnCard, type Validity } from '../../shared/lint/on-card'
import { formatOf } from '../../shared/message/format'
import { type KeptAccount, keptAccountOf } from '../../shared/message/kept-account'
import { readMessage } from '../../shared/message/message'
import type { MoObject } from '../../shared/message/mo'
import type { Text } from '../../shared/text/text'
import type { DeviceFile } from './card'
import { deviceNamedIn } from './met'
import { accountsIn } from './rehearse'
import { keyNamed } from './tree'

export type Found = CardReport['bootstrap'][number]
type CardWords = Text['card']

/** What a device found in one bootstrap file, and whom it would obey. */
export function foundIn(file: DeviceFile, hash: (bytes: Uint8Array) => string, now: number): Found {
  const { path, use, form, sizeBytes } = file
  const none: Found = { path, use, form, bytes: 0, sizeBytes, format: 'unknown', servers: [] }
  if ('failure' in file) return { ...none, ...needsOf(file.failure), problem: reasonOf(file.failure) }
  const content = withoutPadding(file.bytes)
  const format = formatOf(file.bytes)
  const isTorn = file.bytes.some((byte) => byte !== 0xff)
  if (format === 'empty') return { ...none, format, ...(isTorn && { isTorn }) }
  const known = { ...none, bytes: content.length, sha256: hash(content), format }
  try {
    const read = readMessage(file.bytes)
    const device = deviceNamedIn([read])
    const findings = [...lintOnCard(read.objects.reveal().flatMap(keptIn), now, validityOf)]
    const about = { ...(device && { device }), ...(findings.length > 0 && { findings }) }
    return { ...known, servers: accountsIn(file.bytes), ...about }
  } catch (error) {
    if (error instanceof Failed) return { ...known, problem: reasonOf(error.failure) }
    throw error
  }
}

const keptIn = (object: MoObject): readonly KeptAccount[] => {
  const kept = keptAccountOf(object)
  return kept ? [kept] : []
}

function validityOf(der: Uint8Array): Validity | undefined {
  try {
    const { validFrom, validTo } = new X509Certificate(der)
    return { from: Date.parse(validFrom), until: Date.parse(validTo) }
  } catch {
    return undefined
  }
}

const needsOf = ({ code }: Failure): Pick<Found, 'needs'> => {
  if (code === 'card.needs-pin') return { needs: 'pin' }
  return code === 'card.needs-secure-channel' ? { needs: 'secure-channel' } : {}
}

/** The same in a few words, given who may read the file. */
export function contentOf(found: Found, read: string, words: CardWords): string {
  const { format, problem } = withReader(found, read, words)
  return format === 'empty' ? words.content.empty : (problem ?? words.format[format])
}

/** With the access rules that the tree has for it. */
export function withAccess(found: Found, tree: CardNode | undefined, words: CardWords): Found {
  const node = tree && allOf(tree).find(({ path }) => path.replaceAll('/', '').endsWith(found.path))
  return node?.access ? { ...withReader(found, node.access.read, words), access: node.access } : found
}

const allOf = (node: CardNode): readonly CardNode[] => [node, ...node.children.flatMap(allOf)]

/** The rules of the file say which key it is that is missing. */
const withReader = (found: Found, read: string, words: CardWords): Found =>
  found.needs === 'pin' ? { ...found, problem: words.content.refused(keyNamed(read, words)) } : found
