import { concat } from '../../../shared/bytes'
import type { Directory, TransparentFile } from './file'
import { type Fids, type Pkcs15Options, usualFids } from './options'
import {
  dodfEntry,
  foreignDodfEntry,
  foreignMainFile,
  foreignPublicKey,
  odfEntry,
  PKCS15_AID,
  tokenInfo,
} from './pkcs15'
import { padded } from './tlv'

const ODF = 0x5031
const TOKEN_INFO = 0x5032
// an operator's public keys, and GlobalPlatform's DODF, main file and rules on a published card
const theirs = { publicKeys: 0x4401, dodf: 0x5207, main: 0x4200, rules: 0x4300 } as const

// records of EF.ARR, see rules.ts
const byAdm = 0x01
const byPinAndAdm = 0x04
const directoryRule = 0x0c

/** The PKCS#15 application: OMA-TS-DM_Protocol-V2_0, G.4 and figures 19 and 20. */
export function pkcs15Directory(options: Pkcs15Options): Directory {
  const fids = { ...usualFids, ...options.fids }
  return {
    ...(options.dirOnlyAid ? {} : { fid: fids.pkcs15 }),
    aid: PKCS15_AID,
    rule: directoryRule,
    directories: [],
    files: [
      transparent(ODF, odfBytes(options, fids), 32),
      transparent(TOKEN_INFO, tokenInfo, 32),
      ...(options.foreign === 'alone' ? [] : ourFiles(options, fids)),
      ...(options.foreign ? theirFiles() : []),
    ],
  }
}

function odfBytes({ entries, foreign }: Pkcs15Options, { dodf }: Fids): Uint8Array {
  const before = foreign
    ? concat(odfEntry('publicKeys', theirs.publicKeys), odfEntry('dataObjects', theirs.dodf))
    : nothing
  return entries === 'blank' || foreign === 'alone' ? before : concat(before, odfEntry('dataObjects', dodf))
}

const ourFiles = (options: Pkcs15Options, fids: Fids): readonly TransparentFile[] => [
  transparent(fids.dodf, dodfBytes(options, fids), options.dodfSizeBytes ?? 128),
  ...payloadFiles(options, fids),
]

function dodfBytes({ entries, form = 'opaqueDO', read }: Pkcs15Options, fids: Fids): Uint8Array {
  const flags = read === 'pin1' ? 'private' : 'none'
  if (entries === 'blank') return nothing
  const first = dodfEntry(form, 'OMA DM Bootstrap', fids.bootstrap, flags)
  return entries === 'two' ? concat(first, dodfEntry(form, 'OMA DM Bootstrap', fids.second, flags)) : first
}

function payloadFiles(options: Pkcs15Options, fids: Fids): readonly TransparentFile[] {
  const { entries, content = nothing, bootstrapSizeBytes = 4096, read } = options
  const rule = read === 'pin1' ? byPinAndAdm : byAdm
  const first = { ...transparent(fids.bootstrap, content, bootstrapSizeBytes), rule }
  return entries === 'two' ? [first, { ...transparent(fids.second, nothing, bootstrapSizeBytes), rule }] : [first]
}

const theirFiles = (): readonly TransparentFile[] => [
  transparent(theirs.publicKeys, foreignPublicKey, 64),
  transparent(theirs.dodf, foreignDodfEntry(theirs.main), 64),
  transparent(theirs.main, foreignMainFile(theirs.rules), 32),
  transparent(theirs.rules, Uint8Array.of(0x30, 0x00), 32),
]

const nothing = new Uint8Array(0)

const transparent = (fid: number, bytes: Uint8Array, sizeBytes: number): TransparentFile => ({
  kind: 'transparent',
  fid,
  rule: byAdm,
  bytes: padded(bytes, sizeBytes),
})
