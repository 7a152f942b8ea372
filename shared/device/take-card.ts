// What a device does with the card it finds: OMA DM Protocol 2.0, 8.1; OMA DM Bootstrap 1.2, 5.4.6.
import { concat, withoutPadding } from '../bytes'
import type { MoObject } from '../message/mo'
import { secret } from '../secret'
import { utf8 } from '../utf8'
import { filesTaken, firstOfEach, objectsIn } from './card-objects'
import { installed } from './install'
import type { DeviceMemory } from './memory'
import type { CardFile, CardReading } from './readings'
import { reasonOf } from './reason'
import { accountFor, accountsOf, nothing, type Tried, waits } from './tried'

/** Lower case hex; cryptography is the host's. */
export type HashText = (bytes: Uint8Array) => string

export type Taken = { readonly memory: DeviceMemory; readonly tried: Tried }

export function takeCard(memory: DeviceMemory, reading: CardReading, hash: HashText): Taken {
  switch (reading.is) {
    case 'absent':
      return { memory: withoutCard(memory), tried: nothing('smartcard', 'there is no card') }
    case 'rejected':
      return { memory: withoutCard(memory), tried: nothing('smartcard', 'this device does not take the card') }
    case 'locked':
      return { memory, tried: waits('smartcard', 'the card waits for its PIN') }
    case 'unreadable':
      return { memory, tried: nothing('smartcard', reading.why) }
    case 'read':
      return takeFiles(memory, reading.iccid ?? '', reading.files, hash)
  }
}

/** A card that is gone takes with it what it gave. */
const withoutCard = (memory: DeviceMemory): DeviceMemory => ({
  ...installed(memory, 'smartcard', 'nothing'),
  card: undefined,
})

function takeFiles(memory: DeviceMemory, iccid: string, files: readonly CardFile[], hash: HashText): Taken {
  const sha256 = hashOf(files, hash)
  const { card } = memory
  if (card?.iccid === iccid && card.sha256 === sha256) return { memory, tried: outcome(memory, 'nothing is on it') }
  const before = card !== undefined && card.iccid !== iccid ? withoutCard(memory) : memory
  const taken = filesTaken(files)
  const bad = taken.flatMap((one) => (one.is === 'bad' ? [reasonOf(one.failure)] : []))
  // What cannot be read may still be there: it is kept.
  const kept = bad.length === 0 ? [] : givenByCard(before)
  const found = installed(before, 'smartcard', { objects: secret(firstOfEach([...objectsIn(taken), ...kept])) })
  const next: DeviceMemory = { ...found, card: { iccid, sha256 } }
  return { memory: next, tried: outcome(next, bad[0] ?? 'nothing is on it') }
}

const outcome = ({ objects }: DeviceMemory, why: string): Tried => {
  const accounts = accountsOf(objects, 'smartcard')
  return accounts.length > 0 ? accountFor('smartcard', accounts) : nothing('smartcard', why)
}

const givenByCard = ({ objects }: DeviceMemory): readonly MoObject[] =>
  objects
    .reveal()
    .filter(({ source }) => source === 'smartcard')
    .map(({ moid, root, given }) => ({ moid, root, tree: given }))

/** Over every file with its length, so that what moves from one to the other is another content. */
const hashOf = (files: readonly CardFile[], hash: HashText): string =>
  hash(
    concat(
      ...files.map((file) => {
        if ('failure' in file) return utf8('!')
        const bytes = withoutPadding(file.bytes)
        return concat(utf8(`${bytes.length}:`), bytes)
      }),
    ),
  )
