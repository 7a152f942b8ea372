import { utf8 } from '../../../shared/utf8'
import { type ElementaryFile, type TransparentFile, transparent } from './file'
import type { Fids } from './options'
import {
  ADM1,
  ADM2,
  type Condition,
  CREATE_EF,
  DELETE_CHILD,
  expanded,
  READ,
  RESIZE,
  referenced,
  SECURE_CHANNEL,
  UPDATE,
} from './rules'
import type { Guard } from './subscriber-files'
import { padded, tlv, word } from './tlv'

export const ODF = 0x5031
export const TOKEN_INFO = 0x5032

// a record of EF.ARR, see rules.ts
export const byAdm = 0x01

/** What guards the files: the usual rule, unless there is something else for an FID. */
export type Securities = {
  readonly usual: Guard
  readonly of?: ReadonlyMap<number, Uint8Array>
  /** What guards the directory itself. */
  readonly directory?: Uint8Array
}

export const file = (
  { usual, of }: Securities,
  fid: number,
  bytes: Uint8Array,
  sizeBytes: number,
  rule = byAdm,
): TransparentFile => transparent({ fid, security: of?.get(fid) ?? usual(rule), bytes: padded(bytes, sizeBytes) })

const EF_ARR = 0x6f06

/** OMA DM 2.0, Appendix H: nothing of the application is changed outside a secure channel. */
export const inSecureChannel = (read: Condition): Securities => ({
  usual: () =>
    expanded([
      [READ, read],
      [UPDATE, { all: [ADM1, SECURE_CHANNEL] }],
      [{ ins: RESIZE }, { all: [ADM1, SECURE_CHANNEL] }],
    ]),
  directory: expanded([[DELETE_CHILD | CREATE_EF, { all: [ADM1, SECURE_CHANNEL] }]]),
})

/** The same rules in all forms the FCP has: by record, in compact form, expanded, by environment and record. */
export function everyForm(fids: Fids): Pick<Required<Securities>, 'of'> {
  const compact = tlv(0x8c, Uint8Array.of(0x1b, 0x10, 0x10, 0x10, 0x00))
  const either = expanded([
    [READ, 'always'],
    [UPDATE, { any: [ADM1, ADM2] }],
    [{ ins: RESIZE }, ADM1],
  ])
  const byEnvironment = tlv(0x8b, word(EF_ARR), Uint8Array.of(0x01, 0x01, 0x00, 0x02))
  return {
    of: new Map([
      [ODF, referenced(EF_ARR, 1)],
      [TOKEN_INFO, compact],
      [fids.dodf, either],
      [fids.bootstrap, byEnvironment],
    ]),
  }
}

/** One file for two keys at once, and one that nobody reads. */
export const guardedFiles = (): readonly ElementaryFile[] => [
  transparent({ fid: 0x6430, security: referenced(EF_ARR, 4), bytes: padded(utf8('For two'), 16) }),
  transparent({ fid: 0x6431, security: referenced(EF_ARR, 5), bytes: padded(utf8('For none'), 16) }),
]
