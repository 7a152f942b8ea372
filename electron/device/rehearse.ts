import { areEqual } from '../../shared/bytes'
import type { Rehearsal } from '../../shared/card-report'
import { filesTaken, objectsIn } from '../../shared/device/card-objects'
import { reasonOf } from '../../shared/device/reason'
import type { Failure } from '../../shared/failure'
import type { Account } from '../../shared/job'
import { accountsIn as accountsOf, applyMessage, emptyDevice } from '../../shared/message/apply'
import { type ReadMessage, readMessage } from '../../shared/message/message'
import { areEqualNodes, type MoObject } from '../../shared/message/mo'
import { secret } from '../../shared/secret'
import type { DeviceFile } from './card'

const notGiven = [
  { way: 'factory', result: 'not given' },
  { way: 'server', result: 'not given' },
] as const

/**
 * What a DM Client does with a card at power-on (OMA DM 2.0, 8.1): reads each bootstrap file, applies what it can to an
 * empty tree, and has a DM account or has none. It knows nothing but these bytes.
 */
export function rehearse(files: readonly DeviceFile[]): Rehearsal {
  const taken = filesTaken(files)
  const accounts = accountsFrom(objectsIn(taken))
  if (accounts.length > 0) {
    const result = `account for ${accounts.map(({ serverId }) => serverId).join(', ')}`
    return { outcome: 'PASS', tried: [{ way: 'smartcard', result }], accounts }
  }
  const [failure] = taken.flatMap((file) => ('failure' in file ? [file.failure] : []))
  return nothingFound(failure ?? { code: 'message.invalid', path: '', reason: 'there is no DM account in it' })
}

/**
 * The file of another message that makes a device another one than `message` does. Where the account of `message` is
 * not what a device ends with, that is its first file.
 */
export function contradicting(files: readonly DeviceFile[], message: Uint8Array): string | undefined {
  const mine = readMessage(message)
  const taken = filesTaken(files)
  const others = taken.filter(({ file }) => 'bytes' in file && !startsWith(file.bytes, message))
  const named = (accounts: ReadMessage['accounts']) => accounts.flatMap(({ client }) => client?.name ?? [])
  const names = new Set(named(mine.accounts))
  const another = others.find(
    (other) => other.is === 'message' && names.size > 0 && named(other.accounts).some((name) => !names.has(name)),
  )
  if (another) return another.file.path
  const end = stateAfter(objectsIn(taken))
  const isKept = stateAfter(mine.objects.reveal()).every((wanted) =>
    end.some(
      ({ moid, owner, tree }) => moid === wanted.moid && owner === wanted.owner && areEqualNodes(tree, wanted.tree),
    ),
  )
  return isKept ? undefined : (others[0]?.file.path ?? files[0]?.path)
}

const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean => areEqual(bytes.subarray(0, start.length), start)

const stateAfter = (objects: readonly MoObject[]) =>
  applyMessage(emptyDevice, 'smartcard', { objects: secret(objects) }).state.reveal()

/** A card on which a device finds nothing at all. */
export const nothingFound = (failure: Failure): Rehearsal => ({
  outcome: 'FAIL',
  tried: [{ way: 'smartcard', result: 'nothing', why: reasonOf(failure) }, ...notGiven],
  accounts: [],
  failure,
})

/** The DM accounts that a device with an empty tree would have from one message. */
export const accountsIn = (bytes: Uint8Array): Account[] => accountsFrom(readMessage(bytes).objects.reveal())

export const accountsFrom = (objects: readonly MoObject[]): Account[] => [
  ...accountsOf(applyMessage(emptyDevice, 'smartcard', { objects: secret(objects) }).state),
]
