import { hex } from '../../../shared/bytes'
import { conditionOf, type Deed } from './condition'
import type { CardFile, Directory, ElementaryFile, LifeCycle, Wear } from './file'
import { allKeys, type KeyName, keyAt } from './keys'
import {
  ACTIVATE,
  type Condition,
  CREATE_DF,
  CREATE_EF,
  DEACTIVATE,
  DELETE_CHILD,
  DELETE_SELF,
  READ,
  RESIZE,
  SECURE_CHANNEL,
  UPDATE,
} from './rules'
import type { CardState } from './state'

/** What may be done, and in words on which condition: `always`, `never`, `adm1`, `pin1 or adm2` … */
export type DumpedAccess = Readonly<Record<string, string>>

/** An EF, by its path from the MF or from the AID of its application. */
export type DumpedFile = {
  readonly path: string
  readonly hex: string
  readonly structure: 'transparent' | 'linear'
  readonly recordBytes?: number
  readonly sfi?: number
  readonly lifeCycle: LifeCycle
  readonly access: DumpedAccess
  readonly wear: Readonly<Wear>
}
export type DumpedDirectory = {
  readonly path: string
  readonly aid?: string
  readonly lifeCycle: LifeCycle
  readonly access: DumpedAccess
}
export type CardDump = {
  readonly atr: string
  readonly iccid: string
  readonly files: readonly DumpedFile[]
  readonly directories: readonly DumpedDirectory[]
  readonly tries: Readonly<Partial<Record<KeyName, number>>>
  readonly freeBytes: number
}

/** All of a card that lasts. */
export function dumpOf(state: CardState): Omit<CardDump, 'atr' | 'iccid'> {
  const { mf, memory } = state
  const placed = walk(mf, '')
  const access = (file: CardFile, deeds: Readonly<Record<string, Deed>>): DumpedAccess =>
    Object.fromEntries(Object.entries(deeds).map(([name, deed]) => [name, wordsOf(file, conditionOf(mf, file, deed))]))
  const wordsOf = (file: CardFile, condition: Condition): string => {
    const words = (of: readonly Condition[], between: string) => of.map((one) => wordsOf(file, one)).join(between)
    if (typeof condition === 'string') return condition
    if (condition === SECURE_CHANNEL) return 'secure channel'
    if (typeof condition === 'number') return keyAt(state, file, condition)?.name ?? 'no key'
    if ('any' in condition) return words(condition.any, ' or ')
    return 'all' in condition ? words(condition.all, ' and ') : `not ${words(condition.none, ', not ')}`
  }
  return {
    files: placed.flatMap(({ path, directory }) =>
      directory.files.map((file) => ({ ...dumpedFile(path, file), access: access(file, fileDeeds) })),
    ),
    directories: placed.map(({ path, directory }) => ({
      path,
      ...(directory.aid && { aid: hex(directory.aid) }),
      lifeCycle: directory.lifeCycle,
      access: access(directory, directoryDeeds),
    })),
    tries: Object.fromEntries(allKeys(state).map(({ key }) => [key.name, key.triesLeft])),
    freeBytes: memory.freeBytes,
  }
}

const dumpedFile = (above: string, file: ElementaryFile): Omit<DumpedFile, 'access'> => ({
  path: `${above}/${hexWord(file.fid)}`,
  hex: hex(file.bytes),
  structure: file.kind,
  ...(file.kind === 'linear' && { recordBytes: file.recordBytes }),
  ...(file.sfi !== undefined && { sfi: file.sfi }),
  lifeCycle: file.lifeCycle,
  wear: { ...file.wear },
})

// a bit of the access mode byte and the INS that does it
const common = {
  deactivate: { bit: DEACTIVATE, ins: 0x04 },
  activate: { bit: ACTIVATE, ins: 0x44 },
  delete: { bit: DELETE_SELF, ins: 0xe4 },
} as const
const fileDeeds = {
  read: { bit: READ, ins: 0xb0 },
  update: { bit: UPDATE, ins: 0xd6 },
  resize: { bit: 0, ins: RESIZE },
  ...common,
} as const
const directoryDeeds = {
  createEf: { bit: CREATE_EF, ins: 0xe0 },
  createDf: { bit: CREATE_DF, ins: 0xe0 },
  deleteChild: { bit: DELETE_CHILD, ins: 0xe4 },
  ...common,
} as const

type Placed = { readonly path: string; readonly directory: Directory }

function walk(directory: Directory, above: string): readonly Placed[] {
  const { fid, aid, directories } = directory
  const path = fid === undefined ? hex(aid ?? new Uint8Array(0)) : `${above}${hexWord(fid)}`
  return [{ path, directory }, ...directories.flatMap((below) => walk(below, `${path}/`))]
}

const hexWord = (value: number): string => value.toString(16).padStart(4, '0').toUpperCase()
