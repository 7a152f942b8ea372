import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, launch, pageOf, picture, test } from './app'
import { type Bench, openBench } from './bench'
import { imei, reader, toReview, verdict } from './hands'

test.skip(process.getuid?.() !== 0, 'only root may mount a small disk')

/** A bench whose home is on a small disk of its own, where one may be mounted. */
async function onSmallDisk(work: (bench: Bench, disk: string) => Promise<void>): Promise<void> {
  const disk = mkdtempSync(join(tmpdir(), 'bootstation-disk-'))
  try {
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', disk], { encoding: 'utf8' })
    test.skip(mount.status !== 0, `no small disk may be mounted here: ${mount.error?.message ?? mount.stderr}`)
    await whileMounted(disk, work)
  } finally {
    rmdirSync(disk)
  }
}

async function whileMounted(disk: string, work: (bench: Bench, disk: string) => Promise<void>): Promise<void> {
  const usual = tmpdir()
  try {
    process.env.TMPDIR = disk
    const opening = openBench(2)
    process.env.TMPDIR = usual
    const { close, ...bench } = await opening
    await work(bench, disk).finally(close)
  } finally {
    execFileSync('umount', ['--lazy', disk])
  }
}

/** Not a byte is left, as where something else on the computer has taken it all. */
function fill(disk: string): () => void {
  const filler = join(disk, 'filler')
  for (const size of [1 << 20, 1 << 12, 1])
    try {
      for (;;) writeFileSync(filler, new Uint8Array(size), { flag: 'a' })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    }
  expect(statfsSync(disk).bavail).toBe(0)
  return () => rmSync(filler)
}

test('a disk that fills up under the window is said, leaves no card half done, and all goes on when there is room', async () => {
  await onSmallDisk(async (bench, disk) => {
    const app = await launch(bench.home)
    try {
      const page = await pageOf(app)
      await toReview(page, imei, 1)
      const freeBefore = fill(disk)
      await page.keyboard.press('Enter')
      await expect(page.getByText('A file of the station cannot be read or written: the disk is full.')).toBeVisible()
      await picture(page, 'disk-full')
      freeBefore()
      expect(await bench.hand('job', 'list')).toBe('')
      await bench.card(1, '--delay-ms', '150')
      await page.keyboard.press('Enter')
      await expect(reader(page, 1)).toContainText('Writing')
      const free = fill(disk)
      await expect(page.getByRole('heading', { name: 'The record of this job cannot be read.' })).toBeVisible()
      await picture(page, 'disk-full-in-write')
      free()
      // It stands in its record as soon as there is room, and the card is as good as before.
      await expect(verdict(page, 'ERROR')).toBeVisible({ timeout: 20_000 })
      await picture(page, 'disk-full-noted')
      await bench.card(1, '--delay-ms', '0')
      await expect(reader(page, 1)).toContainText('Card in')
      await page.keyboard.press('F8')
      await expect(verdict(page, 'PASS')).toBeVisible({ timeout: 20_000 })
      const jobs = (await bench.hand('job', 'list')).trim().split('\n')
      expect(jobs.map((line) => JSON.parse(line).outcome)).toEqual(['PASS'])
    } finally {
      await app.close()
    }
  })
})
