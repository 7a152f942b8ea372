import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { recall, remember } from '../../../electron/device/device-home'
import { emptyDeviceMemory } from '../../../shared/device/memory'
import { bytesFor, cardWith, switchedOn } from '../../support/device'
import { failureOf } from '../../support/outcomes'

const dir = mkdtempSync(join(tmpdir(), 'bootstation-device-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('a device remembers what it was, for its owner alone', () => {
  const path = join(dir, 'new', 'device.json')
  expect(recall(path)).toBe(emptyDeviceMemory)
  const { memory } = switchedOn({ card: cardWith(bytesFor('a')) }).device
  remember(path, memory)
  expect(recall(path).objects.reveal()).toEqual(memory.objects.reveal())
  expect(statSync(path).mode & 0o777).toBe(0o600)
  remember(path, emptyDeviceMemory)
  expect(recall(path).objects.reveal()).toEqual([])
})

test('a file that is not a memory is a failure, and is left as it is', () => {
  const path = join(dir, 'broken.json')
  writeFileSync(path, '{"device":1')
  expect(failureOf(() => recall(path))).toMatchObject({
    code: 'disk.failed',
    path,
    reason: 'it is not what a device writes there',
  })
  expect(readFileSync(path, 'utf8')).toBe('{"device":1')
})

test('a disk that does not take it is a failure', () => {
  mkdirSync(join(dir, 'folder.json'))
  expect(failureOf(() => remember(join(dir, 'folder.json'), emptyDeviceMemory))).toMatchObject({ code: 'disk.failed' })
  expect(failureOf(() => recall(join(dir, 'folder.json')))).toMatchObject({ code: 'disk.failed' })
})
