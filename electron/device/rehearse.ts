import type { Rehearsal } from '../../shared/contract'
import { Failed, type Failure } from '../../shared/failure'
import type { Account } from '../../shared/job'
import { formatOf } from '../../shared/message/format'
import { readMessage } from '../../shared/message/message'
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
  const read = files.map(applied)
  const accounts = read.flatMap((file) => ('accounts' in file ? file.accounts : []))
  if (accounts.length > 0) {
    const result = `account for ${accounts.map(({ serverId }) => serverId).join(', ')}`
    return { outcome: 'PASS', tried: [{ way: 'smartcard', result }], accounts }
  }
  const [failure] = read.flatMap((file) => ('failure' in file ? [file.failure] : []))
  return nothingFound(failure ?? { code: 'message.invalid', path: '', reason: 'empty' })
}

/** A card on which a device finds nothing at all. */
export const nothingFound = (failure: Failure): Rehearsal => ({
  outcome: 'FAIL',
  tried: [{ way: 'smartcard', result: 'nothing', why: reasonOf(failure) }, ...notGiven],
  accounts: [],
  failure,
})

function applied(file: DeviceFile): { accounts: readonly Account[] } | { failure: Failure } {
  if ('failure' in file) return { failure: file.failure }
  try {
    return { accounts: accountsIn(file.bytes) }
  } catch (error) {
    if (error instanceof Failed) return { failure: error.failure }
    throw error
  }
}

/** The DM accounts in a message, one for each server: a later one replaces an earlier one. */
export function accountsIn(bytes: Uint8Array): Account[] {
  if (formatOf(bytes) === 'empty') throw new Failed({ code: 'message.invalid', path: '', reason: 'empty' })
  const byServer = new Map<string, Account>()
  for (const { id, url, name } of readMessage(bytes).accounts) byServer.set(id, { serverId: id, url, name })
  return [...byServer.values()]
}

export function reasonOf(failure: Failure): string {
  switch (failure.code) {
    case 'card.unsuitable':
      return `no ${failure.missing}`
    case 'message.invalid':
      return failure.path ? `${failure.path}: ${failure.reason}` : failure.reason
    case 'bytes.malformed':
      return `${failure.reason} at byte ${failure.offset}`
    case 'card.refused':
      return `${failure.command} answered ${failure.sw}`
    default:
      return failure.code
  }
}
