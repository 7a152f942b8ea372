import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readText, writeWhole } from '../../electron/whole-file'
import { failureIn } from '../support/failure'

const root = mkdtempSync(join(tmpdir(), 'bootstation-whole-'))
afterAll(() => rmSync(root, { recursive: true }))
const fresh = () => mkdtempSync(join(root, 'a-'))

test('a file is its owner’s alone, in a folder that is made where there is none, and nothing else is left', () => {
  const dir = join(fresh(), 'new', 'folder')
  writeWhole(join(dir, 'key.pem'), 'one')
  writeWhole(join(dir, 'key.pem'), new TextEncoder().encode('two'))
  expect(readText(join(dir, 'key.pem'))).toBe('two')
  expect(statSync(join(dir, 'key.pem')).mode & 0o777).toBe(0o600)
  expect(statSync(dir).mode & 0o777).toBe(0o700)
  expect(readdirSync(dir)).toEqual(['key.pem'])
})

test('what a stopped program left half and open to all is neither taken nor left open', () => {
  const path = join(fresh(), 'key.pem')
  writeFileSync(`${path}.${process.pid}.new`, 'a longer half of something', { mode: 0o644 })
  writeWhole(path, 'whole')
  expect(readFileSync(path, 'utf8')).toBe('whole')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a file for others to read is one', () => {
  const path = join(fresh(), 'cert.pem')
  writeWhole(path, 'certificate', 0o644)
  expect(statSync(path).mode & 0o777).toBe(0o644)
})

test('where it cannot be put, the failure names it, what was there stands, and no half is left', () => {
  const dir = fresh()
  mkdirSync(join(dir, 'taken', 'by'), { recursive: true })
  const path = join(dir, 'taken')
  expect(failureIn(() => writeWhole(path, 'text'))).toMatchObject({ code: 'disk.failed', path })
  expect(failureIn(() => readText(path))).toMatchObject({
    code: 'disk.failed',
    path,
    reason: 'cannot be read (EISDIR)',
  })
  expect(readdirSync(dir)).toEqual(['taken'])
})

test('a file that is not there is no failure', () => expect(readText(join(fresh(), 'none'))).toBeUndefined())
