import { bytes, count } from './figures'
import { identity } from './identity'

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const choice = new Intl.ListFormat('en-GB', { type: 'disjunction' })

const anyone = 'anyone'
const nobody = 'nobody'
const unknown = 'not known'

const may = (who: string, what: string): string => {
  if (who === anyone) return `anyone may ${what}`
  if (who === nobody) return `nobody may ${what}`
  return who === unknown ? `who may ${what} is not known` : `only ${who} may ${what}`
}
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
const labelled = (name: string, label?: string): string => (label ? `${name} “${label}”` : name)

/** What EF(DIR) can name, by how its AID begins. */
const applications: Readonly<Record<string, string>> = {
  A0000000871002: 'USIM',
  A0000000871004: 'ISIM',
  A0000003431002: 'CSIM',
  A000000063504B43532D3135: 'PKCS#15',
  A00000015141434C: 'ARA-M',
  A0000005591010: 'eUICC',
}

/** What a data object is for, by its OID. */
const purposes: Readonly<Record<string, string>> = {
  '2.23.43.5.1': 'Client Provisioning, Bootstrap',
  '2.23.43.5.2': 'Client Provisioning, Config1',
  '2.23.43.5.3': 'Client Provisioning, Config2',
  '2.23.43.7.1': 'OMA DM bootstrap',
  '2.23.43.9.1': 'LwM2M bootstrap',
  '1.2.840.114283.200.1.1': 'access rules for applications',
}

/** The story of a card, a sentence each: what it is, what is on it, whom a device would obey, what may be tried. */
export const card = {
  is: (iccid: string | undefined, kind: string) =>
    iccid === undefined
      ? `This is a card without a number, ${kind}: it is written alone and by hand, never in a batch.`
      : `This is card ${identity.iccid(iccid)}, ${kind}.`,
  kind: { uicc3g: 'a UICC', sim2g: 'a SIM', unknown: 'of no known kind' },
  speaks: (protocols: readonly string[], most: number) =>
    `It offers ${protocols.length > 0 ? list.format(protocols) : 'no protocol'}; one command carries ${bytes(most)}.`,
  atr: (historical: string, channels: number | undefined) => {
    const known = channels === undefined ? '' : ` It has ${count(channels, 'logical channel', 'logical channels')}.`
    return historical ? `Its historical bytes are ${historical}.${known}` : `It has no historical bytes.${known}`
  },
  imsi: (imsi: string) => `Its IMSI is ${imsi}.`,
  numbers: (numbers: readonly string[]) => `Its number is ${list.format(numbers)}.`,
  provider: (name: string) => `Its provider calls itself “${name}”.`,
  notReadable: (what: string, without: string) => `Its ${what} is not readable without ${without}.`,
  applications: (names: readonly string[]) =>
    names.length > 0 ? `EF(DIR) names ${list.format(names)}.` : 'EF(DIR) names no application.',
  labelled,
  object: (is: string, label: string | undefined, path: string | undefined) =>
    `It holds ${labelled(is, label)}${path ? ` in ${path}` : ''}.`,
  empty: (path: string, size: number) => `The bootstrap file ${path} is empty. It has room for ${bytes(size)}.`,
  holds: (path: string, used: number, size: number, format: string) =>
    `The bootstrap file ${path} holds ${bytes(used)} of ${bytes(size)}, ${format}.`,
  isFor: (path: string, use: string) => `${path} is the file of ${use}.`,
  use: {
    'cp-bootstrap': 'Client Provisioning, Bootstrap',
    'cp-config1': 'Client Provisioning, Config1',
    'cp-config2': 'Client Provisioning, Config2',
  },
  access: (path: string, read: string, update: string) =>
    `${capital(may(read, `read ${path}`))}, ${may(update, 'change it')}.`,
  who: {
    anyone,
    nobody,
    unknown,
    either: (names: readonly string[]) => choice.format(names),
    both: (names: readonly string[]) => list.format(names),
  },
  trusts: (server: string, url: string) => `A device would obey ${server} at ${url}.`,
  needsPin: (path: string) => `${path} reads only with its PIN, which a device would ask its user for`,
  needsReadKeys: (path: string) =>
    `${path} reads in a secure channel only: only a device with the read keys of this card could read it`,
  unusable: (path: string, why: string) => `A device could not use ${path}: ${why}.`,
  several: (number: number) => `There are ${number} bootstrap files. A device takes them in this order.`,
  /** What can be done, behind the verdict. */
  way: {
    prepare:
      'It has no file for a message yet. One can be made, if the card allows it: F7 at its review, or "bootstation card prepare".',
    two: 'It has two bootstrap files, and no way to choose: writing will refuse. Its issuer has to remove one entry.',
    torn: 'It came half written. Writing it makes it whole.',
    secureChannel: 'It is read in a secure channel only: name the SCP03 keys of this card with --key-file.',
    pin: 'It reads with its PIN only: writing will refuse. Switch the PIN off, or take another card.',
    fewTries: (left: number): string =>
      left === 0
        ? 'Its card key is blocked: it cannot be written any more.'
        : 'Too few tries are left: this station will not try its key.',
  },
  passes: 'A device would bootstrap from this card now.',
  nothingYet: 'A device would find nothing to bootstrap from yet.',
  fails: (why: string) => `A device would not bootstrap from this card: ${why}.`,
  tries: (key: string, left: number | null) =>
    left === null
      ? `How many tries ${key} has left is not known: the card does not tell, or might count the question.`
      : `${key} has ${count(left, 'try', 'tries')} left.`,
  off: (key: string) => `${key} is switched off: what it guards is open.`,
  counting: 'This card seems to count the question for tries as a try. Its keys are not asked any more.',
  spared: 'The disk of the station is full: the keys of this card were not asked for their tries.',
  spent: 'There was more to read than a card should have. The rest was left alone.',
  format: {
    dm2: 'OMA DM 2.0',
    dm1: 'OMA DM 1.2',
    cp: 'Client Provisioning',
    empty: 'nothing',
    unknown: 'nothing known',
  },
  application: applications,
  class: {
    privateKeys: 'private key',
    publicKeys: 'public key',
    trustedPublicKeys: 'trusted public key',
    secretKeys: 'secret key',
    certificates: 'certificate',
    trustedCertificates: 'trusted certificate',
    usefulCertificates: 'useful certificate',
    dataObjects: 'data object',
    authObjects: 'PIN',
  },
  purpose: purposes,
  /** A line of the tree. */
  node: (place: string, name: string, parts: readonly string[]) =>
    [`${place} ${name}`, ...parts.filter((part) => part !== '')].join(', '),
  rights: (read: string, update: string) => `read: ${read}, update: ${update}`,
  records: (records: number, size: number) => `${count(records, 'record', 'records')} of ${bytes(size)}`,
  bytes,
  content: {
    empty: 'empty',
    applications: (number: number) => count(number, 'application', 'applications'),
    objects: (number: number) => count(number, 'object', 'objects'),
    directories: (number: number) => count(number, 'directory', 'directories'),
    text: (text: string) => `“${text}”`,
    bytes: 'bytes',
    refused: (key: string) => `not readable without ${key}`,
    answered: (sw: string) => `not readable, the card answers ${sw}`,
    aKey: 'a key',
    state: {
      creation: 'being created',
      initialisation: 'being initialised',
      activated: '',
      deactivated: 'deactivated',
      terminated: 'terminated',
      unknown: '',
    },
  },
}
