import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { keepCredential } from '../../../electron/enrolment/credential-file'
import { sweepLeftOver } from '../../../electron/enrolment/left-over'
import { Failed } from '../../../shared/failure'
import { failureOf } from '../../support/failure'

const root = mkdtempSync(join(tmpdir(), 'bootstation-credential-'))
afterAll(() => rmSync(root, { recursive: true }))

const fresh = () => join(mkdtempSync(join(root, 'a-')), 'station.pem')
const inFolderOf = (path: string) => readdirSync(join(path, '..'))
const enrolled = async () => ['certificate'] as const

test('a key is kept with its certificates, and a second one beside it', async () => {
  const path = fresh()
  expect(await keepCredential(path, 'key', undefined, enrolled)).toEqual({ file: path, certificates: ['certificate'] })
  await keepCredential(path, 'other', undefined, enrolled)
  expect(inFolderOf(path)).toEqual(['station-2.pem', 'station.pem'])
  expect(readFileSync(path, 'utf8')).toBe('certificate\nkey\n')
})

test('a certificate that is not given leaves no key', async () => {
  const path = fresh()
  const refused = new Failed({ code: 'server.unreachable', reason: 'away' })
  const work = keepCredential(path, 'key', undefined, () => Promise.reject(refused))
  expect(await failureOf(work)).toEqual(refused.failure)
  expect(inFolderOf(path)).toEqual([])
})

test('a program that was ended before its certificate came has taken no name, and its key is swept away', async () => {
  const path = fresh()
  // It never comes: what is on disk meanwhile is what a killed program leaves.
  void keepCredential(path, 'key', undefined, () => new Promise(() => undefined))
  expect(inFolderOf(path)).toEqual([expect.stringMatching(/^station\.pem\..*\.next$/)])
  expect((await keepCredential(path, 'other', undefined, enrolled)).file).toBe(path)
  sweepLeftOver(path, Date.now() + 7_200_000)
  expect(inFolderOf(path)).toEqual(['station.pem'])
})
