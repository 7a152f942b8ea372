import { utf8 } from '../../../shared/utf8'
import type { CardOptions } from './options'
import { ADM1, ADM2, PIN1, PIN2, SECURE_CHANNEL } from './rules'
import { padded } from './tlv'

export type KeyName = 'pin1' | 'pin2' | 'adm1' | 'adm2' | 'scp03'

/** One secret of the card. Tries, value and whether it is asked for outlive a reset. */
export type Key = {
  readonly reference: number
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

/** PIN1 and ADM1, and what a card has besides. */
export function keysOf(options: CardOptions): readonly Key[] {
  const { pin1 = usualPin1, pin1State = 'enabled', adm = usualAdm, tries, alsoKeys = [] } = options
  const key = (name: KeyName, reference: number, value: Uint8Array): Key => ({
    reference,
    name,
    value,
    maxTries,
    triesLeft: tries?.[name] ?? maxTries,
    isEnabled: name !== 'pin1' || pin1State === 'enabled',
    unblock: name.startsWith('pin')
      ? { value: utf8(usualUnblock), maxTries: maxUnblockTries, triesLeft: maxUnblockTries }
      : undefined,
  })
  const also = {
    pin2: key('pin2', PIN2, padded(utf8(usualPin2), 8)),
    adm2: key('adm2', ADM2, usualAdm2),
  }
  const secure = options.scp03 ? [key('scp03', SECURE_CHANNEL, new Uint8Array(0))] : []
  return [
    key('pin1', PIN1, padded(utf8(pin1), 8)),
    key('adm1', ADM1, adm),
    ...alsoKeys.map((name) => also[name]),
    ...secure,
  ]
}
