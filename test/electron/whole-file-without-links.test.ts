// FAT and exFAT have no links: link(2) answers EPERM there.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { makeWhole } from '../../electron/whole-file'

vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  linkSync: () => {
    throw Object.assign(new Error('link'), { code: 'EPERM' })
  },
}))

test('a file that is made once is the first one’s on a disk without links, too', () => {
  const dir = mkdtempSync(join(tmpdir(), 'bootstation-links-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const path = join(dir, 'key')
  expect([makeWhole(path, 'first'), makeWhole(path, 'second')]).toEqual([true, false])
  expect(readFileSync(path, 'utf8')).toBe('first')
  expect(readdirSync(dir)).toEqual(['key'])
})
