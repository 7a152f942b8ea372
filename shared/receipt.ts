// What a station attests of a job: one line of ASCII, signed with Ed25519 (RFC 8032), short enough for a QR code.
import { z } from 'zod'
import { Failed } from './failure'
import type { JobId, JobRecord, Noted } from './job'
import { noted, recordOf } from './record'
import { type Verdict, verdictOf } from './verdict'

/** The words of a statement in their order, with one blank between them. Hashes are the first 16 bytes of SHA-256. */
const shapes = {
  /** Whether it was earned on a training bench. */
  station: /^(?:BOOTSTATION1|TRAINING1)$/,
  verdict: /^(?:PASS|WAIT)$/,
  kind: /^(?:write|register|rebootstrap)$/,
  /** When the verdict was reached, UTC. */
  at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  /** The number of the note that made it, in the station's journal. */
  number: /^[1-9]\d{0,14}$/,
  /** The first 8 bytes of the SHA-256 of the station's public key (SPKI, DER). */
  key: /^[0-9a-f]{16}$/,
  job: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /** Of job, blank and device identity: told apart by who holds the device, and by nobody at a glance. */
  device: /^[0-9a-f]{32}$/,
  iccid: /^(?:[0-9A-F]{1,20}|-)$/,
  template: /^[0-9a-f]{32}$/,
  message: /^[0-9a-f]{32}$/,
} as const
type Word = keyof typeof shapes
const order = Object.keys(shapes) as readonly Word[]

export type Statement = Readonly<Record<Word, string>>
/** `signed` are the bytes that the signature is over, as text. */
export type SignedStatement = {
  readonly statement: Statement
  readonly signed: string
  readonly signatureBase64: string
}

/** What the page shows of a receipt: its line, and the same as the dark modules of a QR code, an SVG path. */
export const Receipt = z.object({
  text: z.string(),
  verdict: z.enum(['PASS', 'WAIT']),
  number: z.int(),
  at: z.string(),
  /** By whom the device is looked after, as the template names it. */
  server: z.string().optional(),
  qr: z.object({ size: z.int(), path: z.string() }),
})
export type Receipt = z.infer<typeof Receipt>

export const statementText = (statement: Statement): string => order.map((word) => statement[word]).join(' ')

/** Reads a receipt as a scanner or a file has it. Fails with `receipt.invalid`. */
export function readReceipt(text: string): SignedStatement {
  const words = text.trim().split(' ')
  const signatureBase64 = words.at(-1) ?? ''
  const isWhole = words.length === order.length + 1 && /^[A-Za-z0-9+/]{85}[AQgw]==$/.test(signatureBase64)
  const wrong = isWhole ? order.find((word, at) => !shapes[word].test(words[at] ?? '')) : 'length'
  if (wrong !== undefined) throw new Failed({ code: 'receipt.invalid', why: 'malformed' })
  const statement = Object.fromEntries(order.map((word, at) => [word, words[at]])) as Statement
  return { statement, signed: statementText(statement), signatureBase64 }
}

/** What a record proves. Undefined where there is nothing to hand out. */
export type Proof = {
  readonly verdict: Extract<Verdict, 'PASS' | 'WAIT'>
  readonly kind: 'write' | 'register' | 'rebootstrap'
  readonly device: NonNullable<JobRecord['device']>
  readonly iccid: string | undefined
  readonly templateSha256: string
  readonly messageSha256: string
}

/** A written card is proven before the DM Server knows of it; a device without a card only by the server's word. */
export function proofOf(record: JobRecord): Proof | undefined {
  const { kind, device, template, sha256, iccid, registration } = record
  const verdict = verdictOf(record)
  if (!device || !template || !sha256 || (kind !== 'write' && kind !== 'register' && kind !== 'rebootstrap'))
    return undefined
  if (verdict !== 'PASS' && verdict !== 'WAIT') return undefined
  if (withdrawn.includes(registration.state) || (kind === 'register' && unheard.includes(registration.state)))
    return undefined
  const onCard = kind === 'register' ? undefined : iccid
  return { verdict, kind, device, iccid: onCard, templateSha256: template.sha256, messageSha256: sha256 }
}
const unheard: readonly string[] = ['none', 'pending']
const withdrawn: readonly string[] = ['conflict', 'rejected', 'released']

/** The note after which the verdict was what it is now; what is told later of the registration does not change it. */
export function settledBy<N extends Noted>(job: JobId, notes: readonly N[]): N | undefined {
  let record: JobRecord | undefined
  let by: N | undefined
  for (const note of notes) {
    const before = record && verdictOf(record)
    record = record ? noted(record, note) : recordOf(job, [note])
    if (record && verdictOf(record) !== before) by = note
  }
  return by
}
