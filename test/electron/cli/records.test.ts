import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runIn } from '../../support/command-line'

const home = mkdtempSync(join(tmpdir(), 'bootstation-records-'))
afterAll(() => rmSync(home, { recursive: true }))

test('a report over a time that ends before it begins is refused', { timeout: 60_000 }, async () => {
  const report = (from: string, to: string) => runIn(home, 'records', 'report', '--from', from, '--to', to)
  expect(await report('2026-01-31', '2026-01-30')).toMatchObject({ code: 2 })
  expect(await report('2026-01-30', '2026-01-31')).toMatchObject({ code: 0 })
})
