// What a device takes of the bootstrap files of a card, and which of two that tell it of the same server.
import { withoutPadding } from '../bytes'
import { Failed, type Failure } from '../failure'
import { formatOf } from '../message/format'
import { serverIdOf } from '../message/keys'
import { type ReadMessage, readMessage } from '../message/message'
import type { MoObject } from '../message/mo'
import { uses } from './bootstrap-use'
import type { CardFile } from './readings'

/** A file and what it says to a device. */
export type FileTaken<File extends CardFile = CardFile> = { readonly file: File } & (
  | ({ readonly is: 'message' } & Pick<ReadMessage, 'objects' | 'accounts'>)
  | { readonly is: 'empty' | 'bad'; readonly failure: Failure }
)

/** In the order of their entries: every file of OMA DM, and of those of Client Provisioning the first that has content, Bootstrap, Config1 or Config2. */
export function filesTaken<File extends CardFile>(files: readonly File[]): readonly FileTaken<File>[] {
  const ofCp = uses.filter((use) => use !== 'dm').flatMap((use) => files.filter((file) => file.use === use))
  const cp =
    ofCp.find((file) => 'bytes' in file && formatOf(file.bytes) !== 'empty') ?? ofCp.find((file) => 'failure' in file)
  return files.filter((file) => file.use === 'dm' || file === cp).map((file) => ({ file, ...saidBy(file) }))
}

function saidBy(file: CardFile) {
  if ('failure' in file) return { is: 'bad', failure: file.failure } as const
  try {
    return { is: 'message', ...readMessage(file.bytes) } as const
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { is: withoutPadding(file.bytes).length === 0 ? 'empty' : 'bad', failure: error.failure } as const
  }
}

export const objectsIn = (taken: readonly FileTaken[]): readonly MoObject[] =>
  firstOfEach(taken.flatMap((one) => (one.is === 'message' ? one.objects.reveal() : [])))

/**
 * OMA DM 2.0, G.1: the entry that comes first has the highest priority; a server is not bootstrapped twice. Of the other
 * generation, which has a management object of its own, it is.
 */
export const firstOfEach = (objects: readonly MoObject[]): readonly MoObject[] =>
  objects.filter((object, at) => {
    const id = serverIdOf(object)
    const isSame = (other: MoObject): boolean => other.moid === object.moid && serverIdOf(other) === id
    return id === undefined || objects.findIndex(isSame) === at
  })
