import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeWhole, readText, writeWhole } from '../../electron/whole-file'
import { writeInParts } from '../../electron/whole-stream'
import { Failed } from '../../shared/failure'
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

test('a file that is made once is the first one’s, and nothing else is left', () => {
  const path = join(fresh(), 'own', 'key')
  expect([makeWhole(path, 'first'), makeWhole(path, 'second')]).toEqual([true, false])
  expect(readText(path)).toBe('first')
  expect(readdirSync(join(path, '..'))).toEqual(['key'])
})

test('a file of many parts is there when the last one is, its owner’s alone', async () => {
  const path = join(fresh(), 'records.csv')
  const count = await writeInParts(path, async (put) => {
    for (let n = 0; n < 3; n++) await put(`${n}\n`)
    expect(existsSync(path)).toBe(false)
    return 3
  })
  expect([count, readText(path), statSync(path).mode & 0o777]).toEqual([3, '0\n1\n2\n', 0o600])
})

test.for([
  ['a failure', new Failed({ code: 'card.mute', reader: 'R', command: '' }), { code: 'card.mute' }],
  ['a disk that is full', Object.assign(new Error('no room'), { code: 'ENOSPC' }), { code: 'disk.failed' }],
] as const)('%s among its parts leaves none of them, and what was there stands', async ([, error, failure]) => {
  const path = join(fresh(), 'records.csv')
  writeWhole(path, 'before')
  const written = writeInParts(path, async (put) => {
    await put('half')
    throw error
  })
  await expect(written).rejects.toMatchObject({ failure })
  expect([readText(path), readdirSync(join(path, '..'))]).toEqual(['before', ['records.csv']])
})

test('a file of many parts that has no place is a failure of the disk', async () => {
  const path = join(fresh(), 'none', 'records.csv')
  await expect(writeInParts(path, (put) => put('x'))).rejects.toMatchObject({ failure: { code: 'disk.failed', path } })
})
