import { utf8 } from '../../shared/utf8'
import type { CardKind } from './order'
import type { CardOptions } from './uicc/options'

// A message whose first byte was never written, as a card has it that left in the middle of a write
const tornContent = utf8(
  '\u007f{"DDF":"https://dms.bench.example/ddf/dmacc","MOID":"urn:oma:mo:oma-dm-dmacc:1.2","MIID',
).map((byte, at) => (at === 0 ? 0xff : byte))

const kinds: Readonly<Record<CardKind, CardOptions>> = {
  prepared: {},
  'no-pkcs15': { pkcs15: false },
  blank: { pkcs15: { entries: 'blank' } },
  small: { pkcs15: { bootstrapSizeBytes: 128 } },
  'oid-do': { pkcs15: { form: 'oidDO' } },
  two: { pkcs15: { entries: 'two' } },
  foreign: { pkcs15: { hasForeignEntry: true } },
  'aid-only': { pkcs15: { dirOnlyAid: true } },
  'other-files': { pkcs15: { fids: { pkcs15: 0x5015, dodf: 0x4401, bootstrap: 0x4402 } } },
  private: { pkcs15: { read: 'pin1' } },
  torn: { pkcs15: { content: tornContent } },
  'two-tries': { tries: { adm1: 2 } },
  blocked: { tries: { adm1: 0 } },
  'other-key': { adm: utf8('NOT-THIS') },
}

/** What a card of this kind differs in; the rest is given by the bench. */
export const optionsOfKind = (kind: CardKind): CardOptions => kinds[kind]
