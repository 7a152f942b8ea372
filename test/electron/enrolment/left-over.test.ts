import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nextOf, sweepLeftOver } from '../../../electron/enrolment/left-over'

test('what a renewal left that was ended is taken away, one under way and everything else stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootstation-renewal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'server.pem')
  const now = Date.now()
  const made = (path: string, agoMs: number): void => {
    writeFileSync(path, '')
    utimesSync(path, new Date(now - agoMs), new Date(now - agoMs))
  }
  for (const path of [file, join(folder, 'other.pem.1.next'), nextOf(file, 'ended')]) made(path, 4_000_000)
  made(nextOf(file, 'under-way'), 5000)
  sweepLeftOver(file, now)
  expect(readdirSync(folder).sort()).toEqual(['other.pem.1.next', 'server.pem', 'server.pem.under-way.next'])
  sweepLeftOver(join(folder, 'nowhere', 'server.pem'), now)
})
