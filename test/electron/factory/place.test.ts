import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { mountsIn } from '../../../electron/factory/mount'
import { type PlaceOrder, placeBundle } from '../../../electron/factory/place'
import { openBundle } from '../../../electron/factory/verify'
import { Failed } from '../../../shared/failure'
import { utf8 } from '../../../shared/utf8'
import { anchors, messages, now, openFolder } from './support'

const { folder, built } = openFolder()
const target = join(folder, 'target')
const order: PlaceOrder = { target, isOnSystemDisk: 'meant', other: 'keep', readBack: 'as it is', now }
const bundle = await openBundle(await built('for-targets'), anchors, now)
const other = await openBundle(await built('other', messages.slice(1)), anchors, now)

beforeEach(() => {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target)
})

async function refused(change: Partial<PlaceOrder>, what = bundle): Promise<string> {
  try {
    return JSON.stringify(await placeBundle(what, { ...order, ...change }))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return `${error.failure.code}: ${'reason' in error.failure ? error.failure.reason : ''}`
  }
}

describe('a target', () => {
  test('gets the whole bundle, and the same one again changes nothing', async () => {
    expect(await placeBundle(bundle, order)).toMatchObject({ result: 'placed', readBack: 'as it is' })
    expect(readdirSync(target)).toEqual(['bootstrap'])
    expect(readdirSync(join(target, 'bootstrap')).sort()).toEqual(['manifest.json', 'manifest.p7s', 'messages'])
    expect(await placeBundle(bundle, order)).toMatchObject({ result: 'unchanged' })
  })

  test('on the disk of the system is refused unless it is meant', async () => {
    expect(await refused({ isOnSystemDisk: 'refused' })).toBe('target.refused: it is on the disk of the system')
    expect(await refused({ target: '/' })).toMatch(/disk of the system/)
  })

  test('that is not there, or is no folder, is refused by its name', async () => {
    expect(await refused({ target: join(target, 'none') })).toBe('target.refused: it is not there')
    expect(await refused({ target: join(bundle.folder, 'manifest.json') })).toBe('target.refused: it is no folder')
  })

  test('that has something on it is left alone', async () => {
    writeFileSync(join(target, 'holiday.jpg'), 'x')
    expect(await refused({})).toBe('target.refused: it is not empty: holiday.jpg')
    expect(readdirSync(target)).toEqual(['holiday.jpg'])
  })

  test('that was set aside for another batch is refused, and for this one taken', async () => {
    writeFileSync(join(target, '.bootstation-target'), 'works-8\n')
    expect(await refused({})).toBe('target.refused: it was set aside for the batch works-8')
    writeFileSync(join(target, '.bootstation-target'), 'works-7\n')
    expect(await refused({})).toContain('placed')
  })

  test('with another bundle keeps it until it is to be replaced', async () => {
    await placeBundle(other, order)
    expect(await refused({})).toMatch(/another bundle lies there/)
    expect(await placeBundle(bundle, { ...order, other: 'replace' })).toMatchObject({ result: 'placed' })
    expect((await openBundle(join(target, 'bootstrap'), anchors, now)).sha256).toBe(bundle.sha256)
    expect(readdirSync(target)).toEqual(['bootstrap'])
  })

  test('whose bundle was changed since is written anew only when asked', async () => {
    await placeBundle(bundle, order)
    writeFileSync(join(target, 'bootstrap', 'messages', 'all.json'), '[]')
    expect(await refused({})).toMatch(/another bundle/)
    expect(await placeBundle(bundle, { ...order, other: 'replace' })).toMatchObject({ result: 'placed' })
  })

  test.for([
    ['has the former bundle again', [other, 'replace', other.sha256]],
    ['has none again', [undefined, 'keep', undefined]],
  ] as const)('whose medium does not hold what was written %s', async ([, [before, how, sha256]]) => {
    if (before) await placeBundle(before, order)
    const onBadMedium = async () => writeFileSync(join(target, 'bootstrap', 'manifest.json'), '{}')
    const placed = placeBundle(bundle, { ...order, other: how, readBack: 'remounted' }, onBadMedium)
    await expect(placed).rejects.toMatchObject({ failure: { code: 'bundle.invalid' } })
    expect(readdirSync(target)).toEqual(before ? ['bootstrap'] : [])
    if (before) expect((await openBundle(join(target, 'bootstrap'), anchors, now)).sha256).toBe(sha256)
  })

  test('keeps the former bundle when the program ended between the two renames', async () => {
    await placeBundle(other, order)
    renameSync(join(target, 'bootstrap'), join(target, 'bootstrap.former'))
    expect(await refused({})).toMatch(/another bundle/)
    expect((await openBundle(join(target, 'bootstrap'), anchors, now)).sha256).toBe(other.sha256)
  })

  test('is not touched by a bundle that is not whole', async () => {
    const place = await built('bent')
    writeFileSync(join(place, 'messages', 'all.json'), '[]')
    expect(await refused({}, await openBundle(place, anchors, now))).toBe('bundle.invalid: it is changed')
    expect(readdirSync(target)).toEqual([])
  })
})

/** What only root may do. */
describe.skipIf(process.getuid?.() !== 0)('a mounted target', () => {
  const mounted = (type: string, source: string, options: string[], work: () => Promise<void>) => async () => {
    execFileSync('mount', ['-t', type, ...options, source, target])
    try {
      await work()
    } finally {
      execFileSync('umount', [target])
    }
  }
  const image = join(folder, 'disk.img')

  test(
    'that is full is refused before a byte is written',
    mounted('tmpfs', 'tmpfs', ['-o', 'size=100k'], async () => {
      const big = await openBundle(
        await built('big', [{ for: { all: true }, message: utf8('x'.repeat(90_000)) }]),
        anchors,
        now,
      )
      expect(await refused({ isOnSystemDisk: 'refused' }, big)).toMatch(/too small/)
      expect(readdirSync(target)).toEqual([])
    }),
  )

  test(
    'in memory alone cannot be mounted anew, and says so',
    mounted('tmpfs', 'tmpfs', [], async () => {
      expect(await refused({ isOnSystemDisk: 'refused', readBack: 'remounted' })).toMatch(/tmpfs lies on no device/)
    }),
  )

  test('on a device is read back from the medium', async () => {
    execFileSync('truncate', ['-s', '8M', image])
    execFileSync('mkfs.ext4', ['-q', image])
    const device = execFileSync('losetup', ['--find', '--show', image], { encoding: 'utf8' }).trim()
    try {
      await mounted('ext4', device, [], async () => {
        const placed = await placeBundle(bundle, { ...order, isOnSystemDisk: 'refused', readBack: 'remounted' })
        expect(placed).toMatchObject({ result: 'placed', readBack: 'remounted' })
        expect(readFileSync(join(target, 'bootstrap', 'messages', 'all.json'), 'utf8')).toBe('[{"all":0}]')
      })()
    } finally {
      execFileSync('losetup', ['--detach', device])
    }
  })
})

test('mounts are read with blanks in their places', () => {
  const text = '36 35 98:0 / /media/my\\040disk rw,noatime shared:1 - vfat /dev/sdb1 rw,errors=remount-ro'
  expect(mountsIn(text)).toEqual([
    { place: '/media/my disk', source: '/dev/sdb1', type: 'vfat', options: 'rw,noatime' },
  ])
})
