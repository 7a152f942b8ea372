import { concat } from '../../../shared/bytes'
import { type Directory, directory, type ElementaryFile } from './file'
import type { Key } from './keys'
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
import {
  byAdm,
  everyForm,
  file,
  guardedFiles,
  inSecureChannel,
  ODF,
  type Securities,
  TOKEN_INFO,
} from './pkcs15-guards'
import { SECURE_CHANNEL } from './rules'
import { applicationArr, type Guard } from './subscriber-files'

// an operator's public keys, and GlobalPlatform's DODF, main file and rules on a published card
const theirs = { publicKeys: 0x4401, dodf: 0x5207, main: 0x4200, rules: 0x4300 } as const

// records of EF.ARR, see rules.ts
const readers = { always: byAdm, pin1: 0x04, 'own pin': 0x07 } as const
const directoryRule = 0x0c

/** The PKCS#15 application: OMA-TS-DM_Protocol-V2_0, G.4 and figures 19 and 20. */
export function pkcs15Directory(options: Pkcs15Options, guard: Guard, keys: readonly Key[]): Directory {
  const fids = { ...usualFids, ...options.fids }
  const securities = securitiesOf(options, fids, guard)
  return directory({
    fid: options.dirOnlyAid ? undefined : fids.pkcs15,
    aid: PKCS15_AID,
    keys,
    security: securities.directory ?? guard(directoryRule),
    files: [
      file(securities, ODF, options.odf ?? odfBytes(options, fids), options.odfSizeBytes ?? 32),
      file(securities, TOKEN_INFO, tokenInfo, 32),
      ...(options.foreign === 'alone' ? [] : ourFiles(options, fids, securities)),
      ...(options.foreign ? theirFiles(securities) : []),
      ...(options.rules === 'every form' ? [applicationArr(0x30), ...guardedFiles()] : []),
    ],
  })
}

function securitiesOf({ rules }: Pkcs15Options, fids: Fids, usual: Guard): Securities {
  if (rules === 'secure channel') return inSecureChannel(SECURE_CHANNEL)
  if (rules === 'secure updates') return inSecureChannel('always')
  return { usual, ...(rules === 'every form' && everyForm(fids)) }
}

function odfBytes({ entries, foreign }: Pkcs15Options, { dodf }: Fids): Uint8Array {
  const before = foreign
    ? concat(odfEntry('publicKeys', theirs.publicKeys), odfEntry('dataObjects', theirs.dodf))
    : nothing
  return entries === 'blank' || foreign === 'alone' ? before : concat(before, odfEntry('dataObjects', dodf))
}

function ourFiles(options: Pkcs15Options, fids: Fids, securities: Securities): readonly ElementaryFile[] {
  const { entries, content = nothing, bootstrapSizeBytes = 4096, read = 'always' } = options
  const payload = (fid: number, bytes: Uint8Array) => file(securities, fid, bytes, bootstrapSizeBytes, readers[read])
  return [
    file(securities, fids.dodf, options.dodf ?? dodfBytes(options, fids), options.dodfSizeBytes ?? 128),
    payload(fids.bootstrap, content),
    ...(entries === 'two' ? [payload(fids.second, nothing)] : []),
  ]
}

function dodfBytes(
  { entries, form = 'opaqueDO', oid = 'wrapped once', read = 'always' }: Pkcs15Options,
  fids: Fids,
): Uint8Array {
  if (entries === 'blank') return nothing
  const flags = read === 'always' ? 'none' : 'private'
  const entryFor = (fid: number) => dodfEntry({ form, oid, label: 'OMA DM Bootstrap', fid, flags })
  return entries === 'two' ? concat(entryFor(fids.bootstrap), entryFor(fids.second)) : entryFor(fids.bootstrap)
}

const theirFiles = (securities: Securities): readonly ElementaryFile[] => [
  file(securities, theirs.publicKeys, foreignPublicKey, 64),
  file(securities, theirs.dodf, foreignDodfEntry(theirs.main), 64),
  file(securities, theirs.main, foreignMainFile(theirs.rules), 32),
  file(securities, theirs.rules, Uint8Array.of(0x30, 0x00), 32),
]

const nothing = new Uint8Array(0)
