import { areEqual } from '../../../shared/bytes'
import type { Key } from './keys'

/** ETSI TS 102 221, 11.1.1.4.9. */
export type LifeCycle = 'creation' | 'initialisation' | 'activated' | 'deactivated'

/** How often a file was written, how many bytes became others by it, and in how many pages of memory. */
export type Wear = { updates: number; bytes: number; pages: number }

type Common = {
  /** Who may do what, as the FCP has it: 8B, 8C or AB with its value (ETSI TS 102 221, 11.1.1.4.7). */
  readonly security: Uint8Array
  lifeCycle: LifeCycle
}
type Elementary = Common & {
  readonly fid: number
  readonly sfi?: number | undefined
  /** ETSI TS 102 222, table 4a: 80 updated often, 40 may be read and updated when deactivated. */
  readonly special?: number | undefined
  bytes: Uint8Array
  readonly wear: Wear
}

/** ETSI TS 102 221, 8.2.2. */
export type TransparentFile = Elementary & { readonly kind: 'transparent' }
export type LinearFile = Elementary & { readonly kind: 'linear'; readonly recordBytes: number }
export type ElementaryFile = TransparentFile | LinearFile

/** MF, DF or ADF. A directory may have both an FID and an AID; the PKCS#15 application usually has. */
export type Directory = Common & {
  readonly kind: 'directory'
  readonly fid?: number | undefined
  readonly aid?: Uint8Array | undefined
  /** Its local keys (9.5.1). */
  readonly keys?: readonly Key[] | undefined
  readonly files: ElementaryFile[]
  readonly directories: Directory[]
}
export type CardFile = ElementaryFile | Directory

export const MF = 0x3f00

const fresh = () => ({ lifeCycle: 'activated', wear: { updates: 0, bytes: 0, pages: 0 } }) as const

/** Files are made activated, unless another state is named. */
type Made<F> = Omit<F, 'kind' | 'lifeCycle' | 'wear'> & { readonly lifeCycle?: LifeCycle }

export const transparent = (file: Made<TransparentFile>): TransparentFile => ({
  ...fresh(),
  kind: 'transparent',
  ...file,
})

export const linear = (file: Made<LinearFile>): LinearFile => ({ ...fresh(), kind: 'linear', ...file })

export const directory = ({
  files,
  directories = [],
  ...made
}: Pick<Directory, 'fid' | 'aid' | 'keys' | 'security'> & {
  readonly lifeCycle?: LifeCycle
  readonly files: readonly ElementaryFile[]
  readonly directories?: readonly Directory[]
}): Directory => ({
  lifeCycle: 'activated',
  kind: 'directory',
  ...made,
  files: [...files],
  directories: [...directories],
})

/** The directories a file is in, nearest first; a directory is the first of its own line. */
export function lineOf(root: Directory, file: CardFile): readonly Directory[] {
  if (root === file || root.files.some((child) => child === file)) return [root]
  for (const below of root.directories) {
    const line = lineOf(below, file)
    if (line.length > 0) return [...line, root]
  }
  return []
}

export const parentOf = (root: Directory, child: Directory): Directory | undefined => lineOf(root, child)[1]

export const applicationsOf = (root: Directory): readonly Directory[] => root.directories.filter(({ aid }) => aid)

/** ETSI TS 102 221, 8.5.1: a partial AID, right-truncated, selects too. */
export const answersTo = ({ aid }: Directory, asked: Uint8Array): boolean =>
  aid !== undefined && asked.length > 0 && areEqual(aid.subarray(0, asked.length), asked)
