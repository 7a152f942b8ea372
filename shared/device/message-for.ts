// Whether a message is meant for this device, as far as it says.
import { withoutPadding } from '../bytes'
import { targetOf } from '../message/dm1-read'
import { type ReadMessage, readMessage } from '../message/message'
import { openMessage } from '../message/open'

export type Addressed =
  | { readonly is: 'ours'; readonly message: ReadMessage }
  | { readonly is: 'for-another'; readonly devId: string }

/** Reads a message that came to a device on its own, without the card that makes it the device's. Fails as `readMessage` does. */
export function messageFor(devId: string, bytes: Uint8Array): Addressed {
  const message = readMessage(bytes)
  const named = [
    ...targetIn(bytes),
    message.provisioning.clientId,
    ...message.accounts.map(({ client }) => client?.name),
  ]
  const other = named.find((name) => name !== undefined && isOther(name, devId))
  return other === undefined ? { is: 'ours', message } : { is: 'for-another', devId: other }
}

/** The device that SyncHdr is addressed to (OMA DM Bootstrap 1.2). */
function targetIn(bytes: Uint8Array): readonly (string | undefined)[] {
  const opened = openMessage(withoutPadding(bytes))
  return opened.format === 'dm1' ? [targetOf(opened.root)] : []
}

/** Only a name that says of which kind it is can be of another device; CP has the digits of an IMEI alone. */
const isOther = (name: string, devId: string): boolean =>
  /^(imei|meid|esn|uuid):/i.test(name)
    ? name.toUpperCase() !== devId.toUpperCase()
    : /^\d{15}$/.test(name) && /^IMEI:/.test(devId) && name !== devId.slice(5)
