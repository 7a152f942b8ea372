import { areEqual } from '../../../shared/bytes'

type Common = { readonly fid: number; readonly sfi?: number; readonly rule: number }

/** ETSI TS 102 221, 8.2.2. `rule` is the number of the record in EF.ARR that says who may do what. */
export type TransparentFile = Common & { readonly kind: 'transparent'; readonly bytes: Uint8Array }
export type LinearFile = Common & { readonly kind: 'linear'; readonly recordBytes: number; readonly bytes: Uint8Array }
export type ElementaryFile = TransparentFile | LinearFile

/** MF, DF or ADF. A directory may have both an FID and an AID; the PKCS#15 application usually has. */
export type Directory = {
  readonly fid?: number
  readonly aid?: Uint8Array
  readonly rule: number
  readonly files: readonly ElementaryFile[]
  readonly directories: readonly Directory[]
}

export const MF = 0x3f00

export function parentOf(root: Directory, child: Directory): Directory | undefined {
  if (root.directories.includes(child)) return root
  for (const directory of root.directories) {
    const found = parentOf(directory, child)
    if (found) return found
  }
  return undefined
}

export const homeOfFile = (root: Directory, file: ElementaryFile): Directory | undefined =>
  root.files.includes(file) ? root : root.directories.find((directory) => homeOfFile(directory, file))

export const applicationsOf = (root: Directory): readonly Directory[] => root.directories.filter(({ aid }) => aid)

/** ETSI TS 102 221, 8.5.1: a partial AID, right-truncated, selects too. */
export const answersTo = ({ aid }: Directory, asked: Uint8Array): boolean =>
  aid !== undefined && asked.length > 0 && areEqual(aid.subarray(0, asked.length), asked)
