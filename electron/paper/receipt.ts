// Receipts: made from the journal whenever they are asked for, always the same, and checked without any station.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import encodeQr from 'qr'
import { Failed } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { JobId, JobRecord } from '../../shared/job'
import {
  proofOf,
  type Receipt,
  readReceipt,
  type SignedStatement,
  settledBy,
  statementText,
} from '../../shared/receipt'
import { sha256 } from '../hash'
import type { Journal } from '../records/journal'

export type ReceiptDeps = {
  readonly journal: Pick<Journal, 'record' | 'notes'>
  /** The station's own Ed25519 key, PEM; asked for only when something is to be signed. */
  readonly keyPem: () => string
  /** By whom a template's device is looked after. */
  readonly serverOf: (record: JobRecord) => string | undefined
}

export type Receipts = {
  /** Fails with `request.invalid` for a job that has proven nothing. */
  readonly of: (job: JobId) => { readonly record: JobRecord; readonly receipt: Receipt }
}

export function createReceipts({ journal, keyPem, serverOf }: ReceiptDeps): Receipts {
  return {
    of: (job) => {
      const record = journal.record(job)
      const proof = record && proofOf(record)
      const by = settledBy(job, journal.notes(job))
      if (!record || !proof || !by)
        throw new Failed({
          code: 'request.invalid',
          path: 'job',
          reason: 'it has proven nothing that a receipt could say',
        })
      const key = createPrivateKey(keyPem())
      const at = `${new Date(by.at).toISOString().slice(0, 19)}Z`
      const signed = statementText({
        station: record.bench ? 'TRAINING1' : 'BOOTSTATION1',
        verdict: proof.verdict,
        kind: proof.kind,
        at,
        number: String(by.seq),
        key: keyIdOf(createPublicKey(key)),
        job,
        device: deviceMark(job, proof.device),
        iccid: proof.iccid ?? '-',
        template: proof.templateSha256.slice(0, 32),
        message: proof.messageSha256.slice(0, 32),
      })
      const text = `${signed} ${sign(null, Buffer.from(signed), key).toString('base64')}`
      const server = serverOf(record)
      const about = { verdict: proof.verdict, number: by.seq, at, ...(server && { server }) }
      return { record, receipt: { text, ...about, qr: qrOf(text) } }
    },
  }
}

/** SPKI as PEM, for whoever checks receipts. */
export const publicPemOf = (keyPem: string): string =>
  createPublicKey(keyPem).export({ type: 'spki', format: 'pem' }).toString()

export const keyIdOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)

export const deviceMark = (job: string, device: DeviceId): string => sha256(`${job} ${device}`).slice(0, 32)

/** Fails with `receipt.invalid` if it is no receipt, another station's, or not as it was signed. */
export function checkReceipt(text: string, publicPem: string): SignedStatement {
  const receipt = readReceipt(text)
  const key = publicKeyIn(publicPem)
  if (receipt.statement.key !== keyIdOf(key)) throw new Failed({ code: 'receipt.invalid', why: 'other-key' })
  if (!verify(null, Buffer.from(receipt.signed), key, Buffer.from(receipt.signatureBase64, 'base64')))
    throw new Failed({ code: 'receipt.invalid', why: 'signature' })
  return receipt
}

function publicKeyIn(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Whatever it is, it is no public key.
  }
  throw new Failed({ code: 'request.invalid', path: 'key', reason: 'it is not an Ed25519 public key in PEM' })
}

/** Each dark run of a row as a rectangle. ISO/IEC 18004, 9.1: four light modules around it. */
function qrOf(text: string): Receipt['qr'] {
  const rows = encodeQr(text, 'raw', { ecc: 'low', encoding: 'byte', border: 4 })
  const path = rows
    .flatMap((row, y) =>
      [
        ...row
          .map((dark) => (dark ? '#' : ' '))
          .join('')
          .matchAll(/#+/g),
      ].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
    )
    .join('')
  return { size: rows.length, path }
}
