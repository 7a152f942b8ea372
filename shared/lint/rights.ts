import { canonicalMoid } from '../message/dm2-schema'
import type { Finding } from './finding'
import type { Rule } from './subject'

/** Management objects of OMA and 3GPP that devices have; what a vendor defines is not among them. */
const known: ReadonlySet<string> = new Set([
  'urn:oma:mo:oma-dm-dmacc:1.0',
  'urn:oma:mo:oma-dm-dmacc:1.1',
  'urn:oma:mo:oma-dm-dmacc:1.2',
  'urn:oma:mo:oma-dm-devinfo:1.0',
  'urn:oma:mo:oma-dm-devinfo:1.1',
  'urn:oma:mo:oma-dm-devinfo:1.2',
  'urn:oma:mo:oma-dm-devdetail:1.0',
  'urn:oma:mo:oma-dm-devdetail:1.1',
  'urn:oma:mo:oma-dm-inbox:1.0',
  'urn:oma:mo:oma-dm-dacmo:1.0',
  'urn:oma:mo:oma-dm-bootconfig:1.0',
  'urn:oma:mo:oma-sessioninfomo:1.0',
  'urn:oma:mo:oma-connmo-nap:1.0',
  'urn:oma:mo:oma-connmo-proxy:1.0',
  'urn:oma:mo:oma-fumo:1.0',
  'urn:oma:mo:oma-scomo:1.0',
  'urn:oma:mo:oma-dcmo:1.0',
  'urn:oma:mo:oma-lawmo:1.0',
  'urn:oma:mo:oma-diag:1.0',
  'urn:oma:mo:oma-browser:1.0',
  'urn:oma:mo:oma-email:1.0',
  'urn:oma:mo:oma-im:1.0',
  'urn:oma:mo:oma-mms:1.0',
  'urn:oma:mo:oma-supl:1.0',
  'urn:oma:mo:ext-3gpp-andsf:1.0',
  'urn:oma:mo:ext-3gpp-ims:1.0',
  'urn:oma:mo:ext-3gpp-nasconfig:1.0',
])

/** DM 2.0 alone carries rights. A misspelt one is one the server does not get, and nothing else says so. */
export const rights: Rule = ({ servers, format }) =>
  format === 'dm2'
    ? servers.flatMap(({ path, id, source }) =>
        source.rights.flatMap((moid, at) => unknownRight(`${path}.rights.${at}`, id, moid)),
      )
    : []

function unknownRight(path: string, server: string, moid: string): readonly Finding[] {
  if (moid === '*' || known.has(canonicalMoid(moid))) return []
  const near = [...known].find((other) => withoutVersion(other) === withoutVersion(canonicalMoid(moid)))
  const facts = { server, moid, ...(near !== undefined && { near }) }
  return [{ level: 'warning', code: 'right-unknown', path, facts }]
}

const withoutVersion = (moid: string): string => moid.toLowerCase().replace(/:[0-9.]+$/, '')
