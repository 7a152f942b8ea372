// The keys of a station's cards, from wherever it was told they are.
import { Failed } from '../../shared/failure'
import { type Secret, secret } from '../../shared/secret'
import { en } from '../../shared/text/en'
import { type AskTries, type CardAt, type CardKeys, checkTries, type Scp03Keys } from '../card/key'
import { type OpenCell, openCells, readColumnKeys } from './column-keys'
import { derive, type KeyedPrf } from './derive'
import type { Guard } from './guard'
import { admIn, hasAdm, scp03In } from './key-columns'
import { readCardKey } from './key-file'
import { unusable } from './private-file'
import { type Adm, type AdmName, admWith, references } from './reference'
import { type CardKeySource, keySetOf, type TokenPlace } from './source'
import { createKeyTable, spellingsOf } from './table'
import type { Token } from './token'
import type { TypedKeys } from './typed'

export type CardKeysDeps = {
  readonly guard: Pick<Guard, 'check' | 'once'>
  readonly typed: TypedKeys
  readonly openToken: (place: TokenPlace) => Token
  /** Told once of what should not be so and works all the same. */
  readonly warn: (line: string) => void
}

export type StationKeys = CardKeys & {
  /** Fails with `key.stopped`: before a card is touched for nothing. */
  readonly check: () => void
  /** The next try of this card may be one of its last ones. */
  readonly allowLastTries: (iccid: string) => void
}

/** How many tries are left. Fails with `card.locked` where that is too few. */
type MayTry = () => Promise<number | null>

/** Where single keys come from; undefined where there is none for this card. */
type Keys = {
  readonly adm: (adm: Adm, card: CardAt, mayTry: MayTry) => Promise<Secret<Uint8Array> | undefined>
  /** Of several keys that would do, those there is one for. */
  readonly has: (adm: AdmName) => Promise<boolean>
  readonly scp03: (iccid: string) => Promise<Scp03Keys | undefined>
  /** Called when a card refused a key of these. */
  readonly refused?: () => void
}

export function createStationKeys(source: CardKeySource, deps: CardKeysDeps): StationKeys {
  const keySet = keySetOf(source)
  const keys = keysFrom(source, deps)
  const lastTries = new Set<string>()

  return {
    check: () => deps.guard.check(keySet),
    allowLastTries: (iccid) => void lastTries.add(iccid),
    admOf: async (card, wanted, tries) => {
      deps.guard.check(keySet)
      const isAllowed = spelt(card).some((iccid) => lastTries.has(iccid))
      if (lastTries.size > 0 && !isAllowed && card.iccid !== undefined) deps.warn(en.keys.otherAllowed(card.iccid))
      const adm = await chosen(source.adm, wanted, keys.has)
      const value = await keys.adm(adm, card, mayTry(adm, isAllowed, tries))
      if (!value) throw missing(card, adm)
      const once = deps.guard.once(keySet, card)
      return {
        reference: adm.reference,
        value,
        isAllowed,
        once: async (attempt) => {
          for (const iccid of spelt(card)) lastTries.delete(iccid)
          const verification = await once(attempt)
          if (verification.result === 'refused') keys.refused?.()
          return verification
        },
      }
    },
    scp03Of: (iccid) => keys.scp03(iccid),
  }
}

const spelt = ({ iccid }: CardAt): readonly string[] => (iccid === undefined ? [] : spellingsOf(iccid))

/** A key that belongs to a number is nobody's on a card without one. */
const missing = ({ iccid, reader }: CardAt, { name }: Adm): Failed =>
  new Failed(iccid === undefined ? { code: 'card.unnumbered', reader } : { code: 'key.missing', iccid, key: name })

/** The key that the source is for, if the card takes it; else one that the source has. Another would be a guess. */
async function chosen(usual: AdmName, wanted: readonly number[] | undefined, has: Keys['has']): Promise<Adm> {
  const ours = references.filter(({ name }) => name === usual)
  const [adm = ours[0]] = wanted === undefined ? ours : ours.filter(({ reference }) => wanted.includes(reference))
  if (adm && (wanted === undefined || wanted.includes(adm.reference))) return adm
  const others = (wanted ?? []).flatMap((reference) => admWith(reference) ?? [])
  for (const other of others) if (await has(other.name)) return other
  const names = others.map(({ name }) => name).join(' or ') || 'a key that is not administrative'
  throw unusable(`the card wants ${names}, and these keys are for ${usual}`)
}

function keysFrom(source: CardKeySource, deps: CardKeysDeps): Keys {
  const none = { has: async () => false, scp03: async () => undefined }
  switch (source.from) {
    case 'file':
      return { ...none, adm: async () => readCardKey(source.path) }
    case 'person':
      return { ...none, adm: typedOnce(deps.typed), refused: () => deps.typed.forget('card-key') }
    case 'table':
      return keysOfTable(source, deps)
    case 'token':
      return keysOfToken(source, deps)
  }
}

const mayTry =
  ({ reference }: Adm, isAllowed: boolean, tries: AskTries | undefined): MayTry =>
  async () => {
    const told = await tries?.(reference)
    if (told) checkTries(told, isAllowed)
    return told?.left ?? null
  }

/** Nobody types a key for a card that would not be shown it. */
const typedOnce =
  (typed: TypedKeys): Keys['adm'] =>
  async (_, { reader, iccid }, mayTry) =>
    typed.of('card-key', { reader, iccid, triesLeft: await mayTry() })

type From<Kind extends CardKeySource['from']> = Extract<CardKeySource, { from: Kind }>

function keysOfTable({ path, form, columnKeys, token: place, scp03 }: From<'table'>, deps: CardKeysDeps): Keys {
  const table = createKeyTable(path)
  const token = place && deps.openToken(place)
  let opener: OpenCell | undefined
  const open: OpenCell = (cell) => {
    opener ??= openCells(columnKeys === undefined ? [] : readColumnKeys(columnKeys), { token, warn: deps.warn })
    return opener(cell)
  }
  return {
    adm: async ({ name }, { iccid }) => {
      if (!hasAdm(await table.columns(), name)) throw unusable(`${path} has no column ${name} or ${name}_HEX`)
      const row = iccid === undefined ? undefined : await table.rowOf(iccid)
      return row && admIn(row, name, form, open)
    },
    has: async (name) => hasAdm(await table.columns(), name),
    scp03: async (iccid) => {
      const row = await table.rowOf(iccid)
      return row && scp03In(row, scp03, open)
    },
  }
}

const ADM_BYTES = 8
const SCP03_BYTES = 16

function keysOfToken({ token: place, master, prf }: From<'token'>, deps: CardKeysDeps): Keys {
  const token = deps.openToken(place)
  const keyed: KeyedPrf = (data) => token.prf(master, prf, data)
  const scp03 = async (name: string, iccid: string) => secret(await derive(keyed, name, iccid, SCP03_BYTES))
  return {
    adm: async ({ name }, { iccid }) =>
      iccid === undefined ? undefined : secret(await derive(keyed, name, iccid, ADM_BYTES)),
    has: async () => true,
    scp03: async (iccid) => ({
      version: 0,
      enc: await scp03('SCP03-ENC', iccid),
      mac: await scp03('SCP03-MAC', iccid),
      dek: await scp03('SCP03-DEK', iccid),
    }),
  }
}
