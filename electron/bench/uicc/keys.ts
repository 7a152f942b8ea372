import { utf8 } from '../../../shared/utf8'
import { type CardFile, type Directory, lineOf } from './file'
import type { CardOptions } from './options'
import { ADM1, ADM2, PIN1, PIN2, SECURE_CHANNEL } from './rules'
import { padded } from './tlv'

export type KeyName = 'pin1' | 'pin2' | 'ownPin' | 'adm1' | 'adm2' | 'scp03'

/** One secret of the card. Tries, value and whether it is asked for outlive a reset. */
export type Key = {
  readonly reference: number
  /** What stands for it among the keys that were shown: two applications may each have a local key of one reference. */
  readonly mark: number
  readonly name: KeyName
  value: Uint8Array
  readonly maxTries: number
  triesLeft: number
  isEnabled: boolean
  /** What gives the tries back, where something does. */
  readonly unblock: { readonly value: Uint8Array; readonly maxTries: number; triesLeft: number } | undefined
}

/** What a card is made with when nobody says otherwise. */
export const usualPin1 = '1234'
const usualPin2 = '5678'
export const usualAdm = utf8('BENCHADM')
const usualAdm2 = utf8('BENCHAD2')
const usualUnblock = '12345678'

const maxTries = 3
const maxUnblockTries = 10

/** ETSI TS 102 221, 9.5.1 and table 9.3: global keys are known in the whole card, a local one in its application. */
export type KeysOfCard = { readonly card: readonly Key[] } & Readonly<Record<'mf' | 'usim' | 'pkcs15', readonly Key[]>>

// 3GPP TS 51.011, 9.2.9: CHV2 is a SIM's as a whole
const marks = { pin2: 0x281, ownPin: 0x481 } as const

/** PIN1 and ADM1, and what a card has besides. */
export function keysOf(options: CardOptions): KeysOfCard {
  const { pin1 = usualPin1, pin1State = 'enabled', adm = usualAdm, tries, alsoKeys = [] } = options
  const key = (name: KeyName, reference: number, value: Uint8Array, mark = reference): Key => ({
    reference,
    mark,
    name,
    value,
    maxTries,
    triesLeft: tries?.[name] ?? maxTries,
    isEnabled: name !== 'pin1' || pin1State === 'enabled',
    unblock: /pin/i.test(name)
      ? { value: utf8(usualUnblock), maxTries: maxUnblockTries, triesLeft: maxUnblockTries }
      : undefined,
  })
  const having = (name: 'pin2' | 'ownPin' | 'adm2', made: Key): readonly Key[] =>
    alsoKeys.includes(name) ? [made] : []
  const pin2 = having('pin2', key('pin2', PIN2, padded(utf8(usualPin2), 8), marks.pin2))
  const isSim = options.mode === 'sim'
  return {
    card: [
      key('pin1', PIN1, padded(utf8(pin1), 8)),
      key('adm1', ADM1, adm),
      ...having('adm2', key('adm2', ADM2, usualAdm2)),
      ...(options.scp03 ? [key('scp03', SECURE_CHANNEL, new Uint8Array(0))] : []),
    ],
    mf: isSim ? pin2 : [],
    usim: isSim ? [] : pin2,
    pkcs15: having('ownPin', key('ownPin', PIN2, padded(utf8(pin1), 8), marks.ownPin)),
  }
}

type Keyring = { readonly mf: Directory; readonly keys: readonly Key[] }

/** The key that a reference means at a file or in a directory. */
export function keyAt({ mf, keys }: Keyring, file: CardFile, asked: number): Key | undefined {
  const known = (asked & 0xff80) === 0x80 ? localKeys(mf, file) : keys
  return known.find(({ reference }) => reference === asked)
}

/** The keys that PS_DO lists for a directory. */
export const keysSeenFrom = ({ mf, keys }: Keyring, directory: Directory): readonly Key[] => [
  ...keys.filter(({ reference }) => reference < SECURE_CHANNEL),
  ...localKeys(mf, directory),
]

/** All keys of a card with the directories of local ones. */
export const allKeys = ({ mf, keys }: Keyring): readonly { readonly key: Key; readonly of: Directory }[] => [
  ...keys.map((key) => ({ key, of: mf })),
  ...[mf, ...mf.directories].flatMap((of) => (of.keys ?? []).map((key) => ({ key, of }))),
]

const localKeys = (mf: Directory, file: CardFile): readonly Key[] => lineOf(mf, file).flatMap(({ keys = [] }) => keys)
