import type { Format } from '../../message/format'
import type { CpSec, Dm1Sec } from '../../push/sec-code'
import { bytes, count } from './figures'
import { formats } from './lint'

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
  composed: (size: number, format: Format, sha256: string, file: string) =>
    `${bytes(size)}, ${formats[format]}, sha256 ${sha256}, in ${file}.`,
  replaced: (file: string) => `${file} was there before; this took its place.`,
  composeHelp:
    '--transport push writes the short messages of a push instead, with the options of message push: see message push --help.',
  help: [
    '--format     cp is Client Provisioning, dm1 is DM 1.2; without it, what the template makes for cards.',
    '--sec        what proves the sender. With cp: netwpin (the IMSI), userpin (a PIN), usernetwpin (both),',
    '             userpinmac (a code the user keys in, of a PIN and the message). With dm1: networkid (the IMSI),',
    '             userpin (a PIN), userpin-networkid (both). With either: none, which needs --yes-unprotected.',
    '--imsi       the subscriber, 6 to 15 digits; --imsi-file names a file with it.',
    '--imsi-as-text  takes the digits themselves for the key, as some phones do, and not the bytes on the card.',
    '--pin-file   a file with the PIN, 4 to 16 digits; --pin-env names an environment variable with it.',
    '--reference  how many bits number the parts of one message: 8, or 16 for a network that needs them.',
    '--out        the short messages, a line of hex each: header and user data, ready for a gateway.',
    '--code-out   with userpinmac, the code that the user must be told.',
    '--reveal     shows the short messages, which hold every secret; that is noted, with --reason TEXT if there is one.',
  ],
  shortImsi: (digits: number) => `This IMSI has ${count(digits, 'digit', 'digits')}; most have 15.`,
  notPushed: (template: string, made: readonly Format[]) =>
    made.some((format) => format !== 'dm2')
      ? `a push is of Client Provisioning or DM 1.2, and ${template} makes DM 2.0 for cards: name --format ${made.filter((format) => format !== 'dm2').join(' or ')}`
      : `a push is of Client Provisioning or DM 1.2, and ${template} makes neither`,
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
