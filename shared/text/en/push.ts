import type { CpSec, Dm1Sec } from '../../push/sec-code'
import { bytes, count } from './figures'

const network =
  'Its MAC proves only that the sender knows the IMSI, which is no secret to networks, nor to many who listen.'
const user =
  'Its MAC proves that the sender knows the PIN. Whoever reads the message can try short PINs until one fits: take a new PIN for each message and tell it to the user another way.'

/** What a method of protection is worth, for whoever chooses it. */
const protects: Readonly<Record<CpSec | Dm1Sec | 'none', string>> = {
  none: 'Nothing protects this message: anyone can send one like it, and the device cannot tell.',
  netwpin: network,
  networkid: network,
  userpin: user,
  usernetwpin: user,
  'userpin-networkid': user,
  userpinmac:
    'It has no MAC: the user keys in a code that fits this message alone. Tell it to the user another way, and to nobody else.',
}

export const push = {
  protects: (sec: keyof typeof protects) => protects[sec],
  made: (octets: number, segments: number) =>
    `${bytes(octets)} to push, in ${count(segments, 'short message', 'short messages')}.`,
  nothingKept: 'Nothing was kept: name a file with --out.',
  notifies: (server: string, id: number) =>
    `A device that was just bootstrapped opens a session with ${server} on it, number ${id}.`,
  notNotified: (template: string) =>
    `${template} makes Client Provisioning, which has no notifications: name --format dm1 or dm2`,
  noProof: (server: string, field: string) =>
    `the template gives ${server} nothing to sign a notification with: name ${field}`,
  unprotected: 'without SEC a device cannot tell who sent the message; if that is meant, say --yes-unprotected as well',
}
