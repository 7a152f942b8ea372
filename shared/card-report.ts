// What a card is found to hold, and what a device would make of it.

import { z } from 'zod'
import { uses } from './device/bootstrap-use'
import { Failure } from './failure'
import { DeviceIdSchema } from './identity/device'
import { Account, Sha256 } from './job'
import { Finding } from './lint/finding'
import { Format } from './message/format'

/** Who may, in words for people: anyone, nobody, PIN1, PIN1 or ADM1. */
const CardAccess = z.object({ read: z.string(), update: z.string() })

export const BootstrapFound = z.object({
  path: z.string(),
  use: z.enum(uses),
  form: z.enum(['opaqueDO', 'oidDO']),
  bytes: z.number(),
  sizeBytes: z.number(),
  sha256: Sha256.optional(),
  format: z.union([Format, z.enum(['empty', 'unknown'])]),
  servers: z.array(Account),
  /** The device that signs in by it, where its name there is an identity. */
  device: DeviceIdSchema.optional(),
  access: CardAccess.optional(),
  /** Half of a write: FF first, and something behind it. */
  isTorn: z.boolean().optional(),
  /** What a reader without it does not get to see the content. */
  needs: z.enum(['pin', 'secure-channel']).optional(),
  problem: z.string().optional(),
  /** What a device would stumble over that reads the message. */
  findings: z.array(Finding).optional(),
})

const CardFile = z.object({
  path: z.string(),
  name: z.string(),
  structure: z.enum(['transparent', 'linear-fixed', 'cyclic', 'ber-tlv', 'directory', 'other']),
  sizeBytes: z.number(),
  records: z.number(),
  recordBytes: z.number(),
  lifeCycle: z.enum(['creation', 'initialisation', 'activated', 'deactivated', 'terminated', 'unknown']),
  /** Of a file; a directory has no content to read or update. */
  access: CardAccess.optional(),
  content: z.string(),
})
/** A file or a directory of a card, and what is below it as far as its own directories name it. */
export type CardNode = z.infer<typeof CardFile> & { children: CardNode[] }
export const CardNode: z.ZodType<CardNode> = CardFile.extend({ children: z.lazy(() => z.array(CardNode)) })

/** An object of the PKCS#15 application, of any class, by what EF(ODF) leads to. */
export const CardObject = z.object({
  class: z.string(),
  label: z.string().optional(),
  flags: z.array(z.enum(['private', 'modifiable'])),
  oid: z.string().optional(),
  path: z.string().optional(),
  is: z.string(),
})

const Tries = z.object({ triesLeft: z.number().nullable() })

export const CardReport = z.object({
  atr: z.string(),
  kind: z.enum(['uicc3g', 'sim2g', 'unknown']),
  iccid: z.string().optional(),
  /** What the ATR tells, and how many bytes one command carries here. */
  transport: z.object({
    protocols: z.array(z.string()),
    historical: z.string(),
    channels: z.number().optional(),
    readBytes: z.number(),
    updateBytes: z.number(),
  }),
  /** As far as nobody need show a key. */
  subscriber: z.object({
    imsi: z.string().optional(),
    numbers: z.array(z.string()),
    provider: z.string().optional(),
    notReadable: z.array(z.object({ what: z.enum(['IMSI', 'MSISDN', 'SPN']), without: z.string() })),
  }),
  applications: z.array(
    z.object({ aid: z.string(), name: z.string(), label: z.string().optional(), path: z.string().optional() }),
  ),
  objects: z.array(CardObject),
  /** `isOff`: the card does not ask for PIN1. */
  keys: z.object({ adm1: Tries, pin1: Tries.extend({ isOff: z.boolean() }), pin2: Tries }),
  bootstrap: z.array(BootstrapFound),
  /** Whether a device would now have a DM account from this card. */
  rehearsal: z.object({ outcome: z.enum(['PASS', 'FAIL']), why: z.string().optional() }),
  tree: CardNode.optional(),
  story: z.array(z.string()),
})
export type CardReport = z.infer<typeof CardReport>

export const Tried = z.object({
  way: z.enum(['smartcard', 'factory', 'server']),
  result: z.string(),
  why: z.string().optional(),
})
export const Rehearsal = z.object({
  outcome: z.enum(['PASS', 'FAIL']),
  tried: z.array(Tried),
  accounts: z.array(Account),
  failure: Failure.optional(),
})
export type Rehearsal = z.infer<typeof Rehearsal>
