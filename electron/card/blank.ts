import { areEqual, hex } from '../../shared/bytes'
import type { Finding } from '../../shared/job'
import { openPkcs15, type Pkcs15, unprepared } from './application'
import type { WriteTo } from './bootstrap'
import { dataObjects, type Entry, isForBootstrap, locate, readFile, refuseTaken } from './bootstrap-files'
import type { Card } from './card'
import { replace, spanOf, wholeOf } from './content'
import type { Fcp } from './fcp'
import { readSelected } from './selected'
import { readWrittenTlvs } from './tlv'
import { unlock } from './unlock'

/** A part of a file that is to be FF. */
type Task = { readonly path: Uint8Array; readonly start: number; readonly from: Uint8Array }

/**
 * OMA DM 2.0, G.4.3: all FF is "initialised", and a device drops the accounts it had from this card. Every byte of
 * every bootstrap file, of all formats, also what no entry points to any more. With `entries`, our entries in EF(DODF)
 * go too, files first. Nothing is changed before all is read.
 */
export async function blankBootstrap(
  card: Card,
  { key, onTouch, entries: withEntries }: WriteTo & { readonly entries: boolean },
): Promise<{ readonly changed: number; readonly findings: readonly Finding[] }> {
  const pkcs15 = await openPkcs15(card.channel)
  const objects = await dataObjects(pkcs15)
  refuseTaken(objects.filter(isForBootstrap))
  const { tasks: files, fcp } = await filesToBlank(pkcs15, objects, card.lengths.read)
  if (!fcp) throw unprepared('entry for DM bootstrap in EF(DODF)')
  const { tasks: entries, findings } = withEntries ? await entriesToRemove(pkcs15, objects) : nothingToRemove
  const needed = [...files, ...entries].filter(({ from }) => from.some((byte) => byte !== 0xff))
  if (needed.length === 0) return { changed: 0, findings }
  await unlock(card, pkcs15.channel, fcp, key)
  await onTouch()
  for (const { path, start, from } of needed) {
    await pkcs15.selectKnown(path)
    await replace(pkcs15.channel, start, { from, to: from.map(() => 0xff) }, card.lengths)
  }
  return { changed: needed.length, findings }
}

/** Whole files; of one that holds an object of somebody else too, what is ours. */
async function filesToBlank(pkcs15: Pkcs15, objects: readonly Entry[], most: number) {
  const theirs = new Set(objects.filter(({ use }) => use === undefined).map(({ object }) => hex(object.path)))
  const tasks: Task[] = []
  let fcp: Fcp | undefined
  for await (const file of locate(pkcs15, objects.filter(isForBootstrap))) {
    fcp ??= file.fcp
    const { start, end } = theirs.has(file.path) ? spanOf(file) : wholeOf(file.sizeBytes)
    if (tasks.some((task) => task.start === start && areEqual(task.path, file.object.path))) continue
    tasks.push({
      path: file.object.path,
      start,
      from: await readSelected(pkcs15.channel, end, { start, most, file: file.path, fcp: file.fcp }),
    })
  }
  return { tasks, fcp }
}

const nothingToRemove = { tasks: [], findings: [] } as const

/** Our entries at the end of their EF(DODF). One that others follow stays: theirs would have to be moved. */
async function entriesToRemove(pkcs15: Pkcs15, objects: readonly Entry[]) {
  const tasks: Task[] = []
  const ours = objects.filter(isForBootstrap)
  let kept = 0
  for (const path of distinct(ours.map(({ dodf }) => dodf))) {
    const bytes = await readFile(pkcs15, path)
    const starts = ours.filter(({ dodf }) => areEqual(dodf, path)).map(({ object }) => object.start)
    const [start] = bytes ? trailing(bytes, starts) : []
    kept += starts.filter((one) => start === undefined || one < start).length
    if (bytes && start !== undefined) tasks.push({ path, start, from: bytes.subarray(start) })
  }
  return { tasks, findings: kept > 0 ? (['entry-kept'] as const) : [] }
}

/** Where the last entries of a directory file begin that are all ours. */
function trailing(bytes: Uint8Array, ours: readonly number[]): readonly number[] {
  const all = readWrittenTlvs(bytes).map(({ start }) => start)
  const lastOfTheirs = all.findLastIndex((start) => !ours.includes(start))
  return all.slice(lastOfTheirs + 1)
}

const distinct = (paths: readonly Uint8Array[]): readonly Uint8Array[] =>
  paths.filter((path, at) => paths.findIndex((other) => areEqual(other, path)) === at)
