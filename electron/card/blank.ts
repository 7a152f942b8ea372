import { areEqual, bytesOf, concat, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import type { Finding } from '../../shared/job'
import { formatOf } from '../../shared/message/format'
import { openPkcs15, type Pkcs15, unprepared } from './application'
import type { WriteTo } from './bootstrap'
import {
  dataObjects,
  EF_ODF,
  type Entry,
  fileOf,
  isForBootstrap,
  locate,
  readFile,
  refuseTaken,
} from './bootstrap-files'
import type { Card } from './card'
import { replace, spanOf, wholeOf } from './content'
import type { Fcp } from './fcp'
import { readDodf, readOdf, usedFor } from './pkcs15'
import { readSelected } from './selected'
import { readable, readWrittenTlvs } from './tlv'
import { unlock } from './unlock'

/** A part of a file that is to be FF. */
export type Task = { readonly path: Uint8Array; readonly fcp: Fcp; readonly start: number; readonly from: Uint8Array }

/** `stays`: a file that is left as it is. `entries`: those of ours in EF(DODF) go too. */
export type BlankTo = WriteTo & {
  readonly entries: boolean
  readonly stays?: ((file: Task) => boolean) | undefined
}

/**
 * OMA DM 2.0, G.4.3: all FF is "initialised", and a device drops the accounts it had from this card. Every byte of
 * every bootstrap file, of all formats, also what no entry points to any more. With `entries`, our entries in EF(DODF)
 * go too, files first, and what a card that left has of them. Nothing is changed before all is read and every key that
 * is wanted was taken: fails as `writeBootstrap` does.
 */
export async function blankBootstrap(
  card: Card,
  { key, onTouch, mayReplace, stays = () => false, entries: withEntries }: BlankTo,
): Promise<{ readonly changed: number; readonly findings: readonly Finding[] }> {
  const pkcs15 = await openPkcs15(card.channel)
  const objects = await dataObjects(pkcs15)
  refuseTaken(objects.filter(isForBootstrap))
  const files = await contentsOf(pkcs15, objects, card.lengths.read)
  const { tasks: entries, findings } = withEntries ? await entriesToRemove(pkcs15, objects) : nothingToRemove
  // Entries that are gone were removed before: a card that left behind the last of them has nothing left to do.
  const isFinished = withEntries && (await directories(pkcs15)).length > 0
  if (files.length === 0 && !isFinished) throw unprepared('entry for DM bootstrap in EF(DODF)')
  const needed = [...files, ...entries].filter((task) => !isBlank(task) && !stays(task))
  if (needed.length === 0) return { changed: 0, findings }
  const messages = files.filter((file) => needed.includes(file) && formatOf(file.from) !== 'empty')
  const other = messages.find(({ from }) => mayReplace && !mayReplace(from))
  if (other) throw new Failed({ code: 'card.rewritten', path: hex(other.path) })
  await unlock(card, pkcs15, needed, key)
  await onTouch(messages.map(({ from }) => from))
  for (const { path, start, from } of needed) {
    await replace(pkcs15, { path, start }, { from, to: from.map(() => 0xff) }, card.lengths)
  }
  return { changed: needed.length, findings }
}

export const isBlank = ({ from }: Task): boolean => from.every((byte) => byte === 0xff)

/** Whole files; of one that holds an object of somebody else too, what is ours. */
export async function contentsOf(pkcs15: Pkcs15, objects: readonly Entry[], most: number): Promise<readonly Task[]> {
  const theirs = new Set(objects.filter(({ use }) => use === undefined).map(({ object }) => fileOf(object.path)))
  const tasks: Task[] = []
  for await (const file of locate(pkcs15, objects.filter(isForBootstrap))) {
    const { start, end } = theirs.has(fileOf(file.object.path)) ? spanOf(file) : wholeOf(file.sizeBytes)
    if (tasks.some((task) => task.start === start && fileOf(task.path) === fileOf(file.object.path))) continue
    tasks.push({
      path: file.object.path,
      fcp: file.fcp,
      start,
      from: await readSelected(pkcs15.channel, end, { start, most, file: file.path, fcp: file.fcp }),
    })
  }
  return tasks
}

const nothingToRemove = { tasks: [], findings: [] } as const

/** Our entries at the end of their EF(DODF). One that others follow stays: theirs would have to be moved. */
async function entriesToRemove(pkcs15: Pkcs15, objects: readonly Entry[]) {
  const tasks: Task[] = []
  const ours = objects.filter(isForBootstrap)
  let kept = 0
  for (const path of await directories(pkcs15)) {
    const fcp = await pkcs15.select(path)
    if (!fcp) continue
    const bytes = await readSelected(pkcs15.channel, fcp.sizeBytes, { file: hex(path), fcp })
    const starts = ours.filter(({ dodf }) => areEqual(dodf, path)).map(({ object }) => object.start)
    const [start = restOfOurs(bytes)] = trailing(bytes, starts)
    kept += starts.filter((one) => start === undefined || one < start).length
    if (start !== undefined) tasks.push({ path, fcp, start, from: bytes.subarray(start) })
  }
  return { tasks, findings: kept > 0 ? (['entry-kept'] as const) : [] }
}

const directories = async (pkcs15: Pkcs15): Promise<readonly Uint8Array[]> =>
  distinct(readOdf((await readFile(pkcs15, EF_ODF)) ?? new Uint8Array()))

/** Where entries of ours begin that a card left half removed: whole again with their first byte, and nobody else's. */
function restOfOurs(bytes: Uint8Array): number | undefined {
  const last = readWrittenTlvs(bytes).at(-1)
  const start = last && bytes[0] !== 0xff ? last.offset + last.value.length : 0
  const isOurs = [0x30, 0xa1].some((tag) => {
    const found = readable(() => readDodf(concat(bytesOf(tag), bytes.subarray(start + 1)))) ?? []
    return found.length > 0 && found.every((object) => usedFor(object) !== undefined)
  })
  return isOurs ? start : undefined
}

/** Where the last entries of a directory file begin that are all ours. */
function trailing(bytes: Uint8Array, ours: readonly number[]): readonly number[] {
  const all = readWrittenTlvs(bytes).map(({ start }) => start)
  const lastOfTheirs = all.findLastIndex((start) => !ours.includes(start))
  return all.slice(lastOfTheirs + 1)
}

const distinct = (paths: readonly Uint8Array[]): readonly Uint8Array[] =>
  paths.filter((path, at) => paths.findIndex((other) => areEqual(other, path)) === at)
