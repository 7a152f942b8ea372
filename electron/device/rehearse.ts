import { areEqual } from '../../shared/bytes'
import type { Rehearsal } from '../../shared/card-report'
import { reasonOf } from '../../shared/device/reason'
import { Failed, type Failure } from '../../shared/failure'
import type { Account } from '../../shared/job'
import { accountsIn as accountsOf, applyMessage, emptyDevice } from '../../shared/message/apply'
import { formatOf } from '../../shared/message/format'
import { type ReadMessage, readMessage } from '../../shared/message/message'
import { areEqualNodes, type MoObject } from '../../shared/message/mo'
import { secret } from '../../shared/secret'
import { uses } from '../card/pkcs15'
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
  const read = taken(files).map(messageIn)
  const objects = read.flatMap((file) => ('objects' in file ? file.objects.reveal() : []))
  const accounts = accountsFrom(objects)
  if (accounts.length > 0) {
    const result = `account for ${accounts.map(({ serverId }) => serverId).join(', ')}`
    return { outcome: 'PASS', tried: [{ way: 'smartcard', result }], accounts }
  }
  const [failure] = read.flatMap((file) => ('failure' in file ? [file.failure] : []))
  return nothingFound(failure ?? { code: 'message.invalid', path: '', reason: 'there is no DM account in it' })
}

/**
 * The file of another message that makes a device another one than `message` does. Where the account of `message` is
 * not what a device ends with, that is its first file.
 */
export function contradicting(files: readonly DeviceFile[], message: Uint8Array): string | undefined {
  const mine = readMessage(message)
  const others = taken(files).filter((file) => 'bytes' in file && !startsWith(file.bytes, message))
  const read = others.map((file) => ({ file, said: messageIn(file) }))
  const named = (accounts: ReadMessage['accounts']) => accounts.flatMap(({ client }) => client?.name ?? [])
  const names = new Set(named(mine.accounts))
  const another = read.find(
    ({ said }) => 'objects' in said && names.size > 0 && named(said.accounts).some((name) => !names.has(name)),
  )
  if (another) return another.file.path
  const all = taken(files)
    .map(messageIn)
    .flatMap((one) => ('objects' in one ? one.objects.reveal() : []))
  const end = stateAfter(all)
  const isKept = stateAfter(mine.objects.reveal()).every((wanted) =>
    end.some(
      ({ moid, owner, tree }) => moid === wanted.moid && owner === wanted.owner && areEqualNodes(tree, wanted.tree),
    ),
  )
  return isKept ? undefined : (others[0]?.path ?? files[0]?.path)
}

const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean => areEqual(bytes.subarray(0, start.length), start)

const stateAfter = (objects: readonly MoObject[]) =>
  applyMessage(emptyDevice, 'smartcard', { objects: secret(objects) }).state.reveal()

/** Of the files of Client Provisioning a device takes the first that has content: Bootstrap, Config1, Config2. */
function taken(files: readonly DeviceFile[]): readonly DeviceFile[] {
  const ofCp = uses.filter((use) => use !== 'dm').flatMap((use) => files.filter((file) => file.use === use))
  const cp = ofCp.find((file) => 'bytes' in file && formatOf(file.bytes) !== 'empty')
  return files.filter((file) => file.use === 'dm' || file === cp)
}

/** A card on which a device finds nothing at all. */
export const nothingFound = (failure: Failure): Rehearsal => ({
  outcome: 'FAIL',
  tried: [{ way: 'smartcard', result: 'nothing', why: reasonOf(failure) }, ...notGiven],
  accounts: [],
  failure,
})

function messageIn(file: DeviceFile): Pick<ReadMessage, 'objects' | 'accounts'> | { failure: Failure } {
  if ('failure' in file) return { failure: file.failure }
  try {
    return readMessage(file.bytes)
  } catch (error) {
    if (error instanceof Failed) return { failure: error.failure }
    throw error
  }
}

/** The DM accounts that a device with an empty tree would have from one message. */
export const accountsIn = (bytes: Uint8Array): Account[] => accountsFrom(readMessage(bytes).objects.reveal())

export const accountsFrom = (objects: readonly MoObject[]): Account[] => [
  ...accountsOf(applyMessage(emptyDevice, 'smartcard', { objects: secret(objects) }).state),
]

export { reasonOf }
