import type { Failure } from '../failure'
import { en } from '../text/en'

/** A failure in a few words, where a story is told and not a person helped. */
export function reasonOf(failure: Failure): string {
  switch (failure.code) {
    case 'card.unsuitable':
      return `no ${failure.missing}`
    case 'message.invalid':
      return failure.path ? `${failure.path}: ${failure.reason}` : failure.reason
    case 'bytes.malformed':
      return `${failure.reason} at byte ${failure.offset}`
    case 'card.needs-pin':
      return en.card.needsPin(failure.path)
    case 'card.needs-secure-channel':
      return en.card.needsReadKeys(failure.path)
    case 'card.refused':
      return `${failure.command} answered ${failure.sw}`
    case 'server.refused':
      return `${failure.reason} (${failure.status})`
    default:
      return 'reason' in failure && failure.reason !== undefined ? failure.reason : failure.code
  }
}
