import { bytes } from './figures'
import { identity } from './identity'

/** The story of a card, a sentence each: what it is, what is on it, whom a device would obey, what may be tried. */
export const card = {
  is: (iccid: string) => `This is card ${identity.iccid(iccid)}.`,
  noApplication: (missing: string) => `A device finds no bootstrap here: there is no ${missing}.`,
  empty: (path: string, size: number) => `The bootstrap file ${path} is empty. It has room for ${bytes(size)}.`,
  holds: (path: string, used: number, size: number, format: string) =>
    `The bootstrap file ${path} holds ${bytes(used)} of ${bytes(size)}, ${format}.`,
  trusts: (server: string, url: string) => `A device would obey ${server} at ${url}.`,
  needsPin: (path: string) => `${path} reads only with its PIN, which a device would ask its user for`,
  needsReadKeys: (path: string) =>
    `${path} reads in a secure channel only: only a device with the read keys of this card could read it`,
  unusable: (path: string, why: string) => `A device could not use ${path}: ${why}.`,
  several: (count: number) =>
    `There are ${count} bootstrap files. A device takes the first; writing needs a card with one.`,
  tries: (left: number | null) =>
    left === null ? 'The card does not tell how many key tries are left.' : `${left} of its key tries are left.`,
  format: {
    dm2: 'OMA DM 2.0',
    dm1: 'OMA DM 1.2',
    cp: 'Client Provisioning',
    empty: 'nothing',
    unknown: 'nothing known',
  },
}
