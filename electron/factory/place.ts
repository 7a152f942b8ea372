// Brings a bundle onto a mounted target: whole or not at all, and read back.
import { access, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { manifestFile, signatureFile } from '../../shared/factory/manifest'
import { Failed } from '../../shared/failure'
import { syncFolder } from '../whole-stream'
import { remount } from './mount'
import { bundleFolder, checkTarget, type TargetOrder } from './target'
import { type Bundle, openBundle, problemsIn, readPart } from './verify'
import { type File, guarded, putFolder } from './whole-files'

export type PlaceOrder = Pick<TargetOrder, 'target' | 'isOnSystemDisk'> & {
  /** What may be done with another bundle that lies there. */
  readonly other: 'keep' | 'replace'
  /** How it is read back: from the medium, or as the system has it. */
  readonly readBack: 'remounted' | 'as it is'
  readonly now: number
}

export type Placed = {
  readonly folder: string
  readonly result: 'placed' | 'unchanged'
  readonly readBack: PlaceOrder['readBack']
}

/**
 * Fails with `bundle.invalid`, `target.refused` and `disk.failed`; the target then has what it had before, also beside
 * its place where it could not be mounted anew: the next one takes it back. `mountAnew` is how it is taken off and put back.
 */
export async function placeBundle(bundle: Bundle, order: PlaceOrder, mountAnew = remount): Promise<Placed> {
  await checkWhole(bundle)
  const target = resolve(order.target)
  const { batch, messages } = bundle.manifest
  const needBytes = messages.reduce((sum, { bytes }) => sum + bytes, 0)
  await checkTarget({ ...order, needBytes, batch })
  const folder = join(target, bundleFolder)
  await takenBack(folder)
  const there = await bundleAt(folder, bundle, order.now)
  if (there === 'other' && order.other === 'keep') throw occupied(folder)
  if (there !== 'same') await exchange(folder, bundle)
  if (order.readBack === 'remounted') await mountAnew(target)
  try {
    await checkWhole(await openBundle(folder, [...bundle.path], order.now))
  } catch (error) {
    if (there !== 'same') await givenUp(folder)
    throw error
  }
  await guarded(folder, () => rm(`${folder}.former`, { recursive: true, force: true }))
  return { folder, result: there === 'same' ? 'unchanged' : 'placed', readBack: order.readBack }
}

async function checkWhole(bundle: Bundle): Promise<void> {
  const [first] = await problemsIn(bundle)
  if (first) throw new Failed({ code: 'bundle.invalid', file: first.file, reason: `it is ${first.reason}` })
}

/** Whoever was stopped between two renames, or could not read the new one back, left the former bundle beside its place. */
async function takenBack(folder: string): Promise<void> {
  if (!(await isThere(folder)) && (await isThere(`${folder}.former`)))
    await guarded(folder, () => rename(`${folder}.former`, folder))
}

async function givenUp(folder: string): Promise<void> {
  await guarded(folder, () => rm(folder, { recursive: true, force: true }))
  await takenBack(folder)
}

async function bundleAt(folder: string, bundle: Bundle, now: number): Promise<'none' | 'same' | 'other'> {
  if (!(await isThere(folder))) return 'none'
  try {
    const there = await openBundle(folder, [...bundle.path], now)
    return there.sha256 === bundle.sha256 && (await problemsIn(there)).length === 0 ? 'same' : 'other'
  } catch (error) {
    if (error instanceof Failed) return 'other'
    throw error
  }
}

/** The former bundle stays beside its place until the new one was read back. */
async function exchange(folder: string, bundle: Bundle): Promise<void> {
  const [former, fresh] = [`${folder}.former`, `${folder}.new`]
  await guarded(folder, async () => {
    for (const left of [former, fresh]) await rm(left, { recursive: true, force: true })
    await putFolder(fresh, filesOf(bundle))
    if (await isThere(folder)) await rename(folder, former)
    await rename(fresh, folder)
    await syncFolder(dirname(folder))
  })
}

async function* filesOf({ folder, manifest }: Bundle): AsyncGenerator<File> {
  for (const path of [...manifest.messages.map(({ file }) => file), manifestFile, signatureFile])
    yield { path, content: await readPart(folder, path) }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const occupied = (path: string): Failed =>
  new Failed({
    code: 'target.refused',
    path,
    reason: 'another bundle lies there; --replace puts this one in its place',
  })
