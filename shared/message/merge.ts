// Several servers in one message: what is added takes the place of the same server, everything else stays as it came.
import { withoutPadding } from '../bytes'
import { Failed } from '../failure'
import { encodeCp } from './cp'
import { mergeCp } from './cp-merge'
import { mergeDm1 } from './dm1-merge'
import { mergeDm2 } from './dm2-merge'
import { formatOf } from './format'
import { type Opened, openMessage } from './open'

/**
 * One message with the accounts of both. A card without a message takes what is added as it is.
 * Both are read first: a message a device would refuse is not built upon.
 */
export function mergeMessages(onCard: Uint8Array, added: Uint8Array): Uint8Array {
  const [here, there] = [withoutPadding(onCard), withoutPadding(added)]
  const next = openMessage(there)
  if (formatOf(here) === 'empty') return there
  return mergeOpened(openMessage(here), next)
}

function mergeOpened(here: Opened, there: Opened): Uint8Array {
  if (here.format === 'dm2' && there.format === 'dm2') return mergeDm2(here.bytes, there.bytes)
  if (here.format === 'dm1' && there.format === 'dm1') return mergeDm1(here, there)
  if (here.format === 'cp' && there.format === 'cp') return encodeCp(mergeCp(here.root, there.root))
  throw new Failed({
    code: 'message.invalid',
    path: 'card.format',
    reason: `the card holds ${here.format}, this is ${there.format}`,
  })
}
