// The list of what a factory bundle holds: one message file for each device, or one for many by a rule.
import { z } from 'zod'
import { Failed } from '../failure'
import { type DeviceId, devIdOf, identityOf } from '../identity/device'
import { Sha256, TemplateRef } from '../job'
import { Format } from '../message/format'

/** For whom a message is: one device by its DevId, a model by its TAC (the first eight digits of an IMEI), or everyone. */
export const Target = z.union([
  z.strictObject({ devId: z.string().min(1) }),
  z.strictObject({ tac: z.string().regex(/^\d{8}$/, 'a TAC has eight digits') }),
  z.strictObject({ all: z.literal(true) }),
])
export type Target = z.infer<typeof Target>

const fileName = z.string().regex(/^messages\/[A-Za-z0-9._-]+$/, 'a file of this bundle is in messages/')

export const Entry = z.strictObject({
  for: Target,
  file: fileName,
  /** Of the file as it lies there. */
  bytes: z.number().int().positive(),
  sha256: Sha256,
  /** Of the message in it; another one where the file is encrypted. */
  message: z.strictObject({ bytes: z.number().int().positive(), sha256: Sha256 }),
  /** SHA-256 of the certificate whose key opens the file. */
  encryptedTo: Sha256.optional(),
})
export type Entry = z.infer<typeof Entry>

export const Manifest = z.strictObject({
  bootstation: z.literal(1),
  batch: z.string().min(1),
  /** ISO 8601, UTC. */
  made: z.string(),
  template: TemplateRef,
  format: Format,
  messages: z.array(Entry).min(1),
})
export type Manifest = z.infer<typeof Manifest>

export const manifestFile = 'manifest.json'
/** CMS SignedData over the manifest, detached (RFC 5652). */
export const signatureFile = 'manifest.p7s'

/** Every program writes the same manifest in the same bytes. */
export const textOfManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 1)}\n`

/** Fails with `bundle.invalid`. */
export function parseManifest(text: string): Manifest {
  const read = Manifest.safeParse(parsed(text))
  if (read.success) return read.data
  const [first] = read.error.issues
  throw broken(`${first?.path.join('.') ?? ''} is not what belongs there`.trim())
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw broken('it is not JSON')
  }
}

const broken = (reason: string): Failed => new Failed({ code: 'bundle.invalid', file: manifestFile, reason })

/** The entry that is a device's: its own before its model's before everyone's. */
export function entryFor({ messages }: Manifest, device: DeviceId): Entry | undefined {
  const devId = devIdOf(device)
  const { type, value } = identityOf(device)
  const tac = type === 'imei' ? value.slice(0, 8) : undefined
  const isFor = [
    (one: Target) => 'devId' in one && one.devId === devId,
    (one: Target) => 'tac' in one && one.tac === tac,
    (one: Target) => 'all' in one,
  ]
  return isFor.flatMap((fits) => messages.filter((entry) => fits(entry.for)))[0]
}

const endings: Readonly<Record<Format, string>> = { dm2: 'json', dm1: 'wbxml', cp: 'wbxml' }

/** A name that every file system takes, FAT too. */
export function fileNameOf(target: Target, format: Format, isEncrypted: boolean): string {
  const name = 'devId' in target ? target.devId : 'tac' in target ? `TAC-${target.tac}` : 'all'
  return `messages/${name.replace(/[^A-Za-z0-9._-]/g, '-')}.${endings[format]}${isEncrypted ? '.p7m' : ''}`
}
