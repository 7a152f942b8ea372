import { concat, fromHex } from '../../shared/bytes'
import { utf8 } from '../../shared/utf8'
import type { CardOptions } from './uicc/options'
import { dodfEntry, odfEntry } from './uicc/pkcs15'
import { pollInterval } from './uicc/proactive'
import { benchScp03 } from './uicc/scp03'

// A message whose first byte was never written, as a card has it that left in the middle of a write
const tornContent = utf8(
  '\u007f{"DDF":"https://dms.bench.example/ddf/dmacc","MOID":"urn:oma:mo:oma-dm-dmacc:1.2","MIID',
).map((byte, at) => (at === 0 ? 0xff : byte))

// Directories that lead back to themselves
const loops = {
  odf: concat(odfEntry('dataObjects', 0x5031), odfEntry('dataObjects', 0x6420)),
  dodf: dodfEntry({ form: 'opaqueDO', oid: 'wrapped once', label: 'Round', fid: 0x6420, flags: 'none' }),
}
// Objects that are longer than the file
const garbage = {
  odf: fromHex('A706300404026420A7FE30FE04FE6420'),
  dodf: fromHex('3027301530843084FFFFFFFF'),
}

const kinds = {
  usim: {},
  'one-kb': { lengths: 'short', pkcs15: { bootstrapSizeBytes: 1024 } },
  small: { pkcs15: { bootstrapSizeBytes: 128 } },
  blank: { pkcs15: false, spareDirRecords: 2 },
  full: { pkcs15: false, spareDirRecords: 2, freeBytes: 8, freeMemory: 'told' },
  'no-102-222': { pkcs15: false, spareDirRecords: 2, administration: 'none' },
  unlisted: { pkcs15: { entries: 'blank' } },
  foreign: { pkcs15: { foreign: 'alone' } },
  'beside-foreign': { pkcs15: { foreign: 'beside' } },
  'two-entries': { pkcs15: { entries: 'two' } },
  'oid-do': { pkcs15: { form: 'oidDO' } },
  'aid-only': { pkcs15: { dirOnlyAid: true } },
  'other-files': { pkcs15: { fids: { pkcs15: 0x5015, dodf: 0x4401, bootstrap: 0x4402 } } },
  pin: { pkcs15: { read: 'pin1' } },
  'own-pin': { pkcs15: { read: 'own pin' }, alsoKeys: ['pin2', 'ownPin'] },
  white: { iccid: '' },
  torn: { pkcs15: { content: tornContent } },
  'two-tries': { tries: { adm1: 2 } },
  locked: { tries: { adm1: 1 } },
  blocked: { tries: { adm1: 0 } },
  'other-key': { adm: utf8('NOT-THIS') },
  sim2g: { mode: 'sim', alsoKeys: ['pin2'] },
  'sim2g-silent': { mode: 'sim', admTries: 'not told' },
  ruim: { mode: 'sim', alsoKeys: ['pin2'], subscription: 'GSM and CDMA' },
  'usim-2g': { mode: 'both', protocol: 'T=0', alsoKeys: ['pin2'] },
  t0: { protocol: 'T=0' },
  short: { lengths: 'short' },
  extended: { lastChannel: 19, extendedBytes: 0x0800, freeMemory: 'told' },
  arr: { pkcs15: { rules: 'every form' }, alsoKeys: ['adm2'] },
  'double-wrapped': { pkcs15: { form: 'oidDO', oid: 'wrapped twice' } },
  scp03: { pkcs15: { rules: 'secure channel' }, scp03: benchScp03 },
  'dir-transparent': { dir: 'transparent' },
  'dir-full': { pkcs15: false },
  'odf-full': { pkcs15: { foreign: 'alone', odfSizeBytes: 16 } },
  proactive: { proactive: pollInterval },
  'hostile-61xx': { misbehaves: 'endless 61xx' },
  'hostile-6cxx': { misbehaves: 'endless 6Cxx' },
  'hostile-big': { misbehaves: 'size too big' },
  'hostile-small': { misbehaves: 'size too small' },
  'hostile-early': { misbehaves: 'ends early' },
  'hostile-fcp': { misbehaves: 'garbage for an FCP' },
  'hostile-counting': { misbehaves: 'counts questions' },
  'hostile-loop': { pkcs15: loops },
  'hostile-dir': { dir: 'spare records first', spareDirRecords: 252 },
  'hostile-tlv': { pkcs15: garbage },
} as const satisfies Readonly<Record<string, CardOptions>>

/** What a card of the bench may be. */
export type CardKind = keyof typeof kinds
export const isKind = (name: string): name is CardKind => Object.hasOwn(kinds, name)
export const cardKinds: readonly CardKind[] = Object.keys(kinds).filter(isKind)

/** What a card of this kind differs in; the rest is given by the bench. */
export const optionsOfKind = (kind: CardKind): CardOptions => kinds[kind]
