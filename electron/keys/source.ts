// Where card keys come from, as station.json and the command line say it: places, never values.

import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { z } from 'zod'
import { because } from '../../shared/reason'
import { references } from './reference'

/** A PIN is in a file of its owner's, in the environment, or in a supervisor's head. */
const Pin = z.union([
  z.strictObject({ file: z.string() }),
  z.strictObject({ env: z.string().regex(/^[A-Za-z_]\w*$/) }),
  z.literal('asked'),
])
export type Pin = z.infer<typeof Pin>

/** A PKCS#11 token, by the library that speaks to it and its label. */
export const TokenPlace = z.strictObject({ module: z.string(), label: z.string(), pin: Pin })
export type TokenPlace = z.infer<typeof TokenPlace>

/** How a card key is spelt: its characters are the key, or pairs of hex digits are. Asked, never guessed. */
export const KeyForm = z.enum(['ascii', 'hex'])
export type KeyForm = z.infer<typeof KeyForm>

/** Which key of the card is meant where the card itself does not say: ETSI TS 102 221, table 9.3. */
const adm = z.enum(references.map(({ name }) => name)).default('ADM1')

export const CardKeySource = z.discriminatedUnion('from', [
  /** One key for all cards. */
  z.strictObject({ from: z.literal('file'), path: z.string(), adm }),
  /** A row for each card, found by its ICCID. */
  z.strictObject({
    from: z.literal('table'),
    path: z.string(),
    adm,
    form: KeyForm.optional(),
    /** A file with the transport keys of encrypted columns, or with the labels of such keys in the token. */
    columnKeys: z.string().optional(),
    token: TokenPlace.optional(),
    /** The suffix of the columns SCP03_ENC_…, SCP03_MAC_…, needed where there are several. */
    scp03: z.string().optional(),
  }),
  /** Derived in a token from a batch master. */
  z.strictObject({
    from: z.literal('token'),
    token: TokenPlace,
    adm,
    master: z.string(),
    prf: z.enum(['cmac', 'hmac-sha256']).default('cmac'),
  }),
  /** Typed by a supervisor, kept in memory. */
  z.strictObject({ from: z.literal('person'), adm }),
])
export type CardKeySource = z.infer<typeof CardKeySource>

/** The name of a key set: where its keys are, hashed. Nothing of a key goes into it, so nothing comes out. */
export function keySetOf(source: CardKeySource): string {
  switch (source.from) {
    case 'file':
    case 'table':
      return named(source.from, realPath(source.path))
    case 'token':
      return named('token', source.token.module, source.token.label, source.master)
    case 'person':
      return 'typed'
  }
}

/** Whether cards of one key set are not those that this station has keys for. */
export const isOther = (wanted: string | undefined, has: string | undefined): boolean =>
  wanted !== undefined && wanted !== has
export const otherKeys = (wanted: string | undefined, has: string | undefined): string =>
  because('it is for cards of {}; the card keys of this station are {}', wanted ?? '–', has ?? '–')

/** The PINs of a file are a key set: two cards that refuse theirs stop it. */
export const cardPinSetOf = (path: string): string => named('card-pins', realPath(path))

/** The PIN of a token is a key set by itself: a wrong one is not given again before somebody says so. */
export const pinSetOf = ({ module, label }: TokenPlace): string => named('pin', module, label)
export const isPinSet = (keySet: string): boolean => keySet.startsWith('pin-')

const named = (kind: string, ...parts: readonly string[]): string =>
  `${kind}-${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16)}`

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
