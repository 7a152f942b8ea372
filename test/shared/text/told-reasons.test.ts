import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reasonIn } from '../../../shared/reason'

const electron = join(import.meta.dirname, '../../../electron')
/** What only the command line says, and the bench that plays the world. */
const apart = ['bench', 'cli', 'device', 'factory']
/** What a person at the window is stopped by, and the reason that follows in the same failure. */
const told =
  /code: '(?:disk\.failed|token\.absent|server\.[a-z]+|reader\.[a-z-]+)'[^}]*?reason: (['`])(.+?)\1|\bbad\(\w+, (['`])([^'`]+)\3\)/g

test('why a disk, token, server or reader failed is said in words that every language has', () => {
  const files = readdirSync(electron, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !apart.some((folder) => file.startsWith(folder)),
  )
  const reasons = files.flatMap((file) =>
    [...readFileSync(join(electron, file), 'utf8').matchAll(told)].map((found) => found[2] ?? found[4] ?? ''),
  )
  expect(reasons.length).toBeGreaterThan(10)
  const said = reasons.map((reason) => reason.replace(/\$\{done\}/, 'written').replace(/\$\{[^}]*\}/g, 'x'))
  expect(said.filter((reason) => reasonIn(reason) === undefined)).toEqual([])
})
