import { concat } from '../../../shared/bytes'
import type { Directory, TransparentFile } from './file'
import { type Fids, type Pkcs15Options, usualFids } from './options'
import { dodfEntry, foreignDodfEntry, foreignMainFile, odfEntry, PKCS15_AID, tokenInfo } from './pkcs15'
import { padded } from './tlv'

const ODF = 0x5031
const TOKEN_INFO = 0x5032
// GlobalPlatform's DODF, main file and rules on a published card
const foreign = { dodf: 0x5207, main: 0x4200, rules: 0x4300 } as const

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
      transparent(fids.dodf, dodfBytes(options, fids), options.dodfSizeBytes ?? 128),
      ...payloadFiles(options, fids),
      ...(options.hasForeignEntry ? foreignFiles() : []),
    ],
  }
}

function odfBytes({ entries, hasForeignEntry }: Pkcs15Options, { dodf }: Fids): Uint8Array {
  const theirs = hasForeignEntry ? odfEntry(foreign.dodf) : nothing
  return entries === 'blank' ? theirs : concat(theirs, odfEntry(dodf))
}

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

const foreignFiles = (): readonly TransparentFile[] => [
  transparent(foreign.dodf, foreignDodfEntry(foreign.main), 64),
  transparent(foreign.main, foreignMainFile(foreign.rules), 32),
  transparent(foreign.rules, Uint8Array.of(0x30, 0x00), 32),
]

const nothing = new Uint8Array(0)

const transparent = (fid: number, bytes: Uint8Array, sizeBytes: number): TransparentFile => ({
  kind: 'transparent',
  fid,
  rule: byAdm,
  bytes: padded(bytes, sizeBytes),
})
