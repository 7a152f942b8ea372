import { expect, test } from 'vitest'
import { faceOf } from '../../renderer/readers/face'
import { isReady, type ReadersView, readerFor, readersAfter } from '../../renderer/readers/store'
import type { ReaderState } from '../../shared/station-state'
import { readerAt } from './stand-in/readers'
import { recordAt } from './stand-in/records'

const none: ReadersView = { service: 'up', readers: [], downSince: undefined, silentSince: new Map() }
const silent: ReaderState = { ...readerAt(2, true), failure: { code: 'reader.lost', reader: 'Virtual PCD 00 01' } }

test('with one card in, its reader is taken; with several, none is until it is named', () => {
  const one = readerAt(1, true)
  const three = readerAt(3, true)
  expect(readerFor([one, readerAt(2, false)], undefined)).toBe(one)
  expect(readerFor([one, three], undefined)).toBeUndefined()
  expect(readerFor([one, three], three.name)).toBe(three)
})

test('a named reader whose card left is not silently replaced by another', () => {
  expect(readerFor([readerAt(1, true), readerAt(3, false)], readerAt(3, false).name)).toBeUndefined()
})

test('a card that another program holds, that is silent or being worked on cannot be chosen', () => {
  expect(isReady({ ...readerAt(1, true), held: 'theirs' })).toBe(false)
  expect(isReady({ ...readerAt(1, true), held: 'ours' })).toBe(false)
  expect(isReady(silent)).toBe(false)
  expect(isReady({ ...readerAt(1, true), failure: { code: 'reader.busy', reader: 'R' } })).toBe(true)
})

test('the age of a service that is down, and of a reader without an answer, goes on until they are back', () => {
  const first = readersAfter(none, { service: 'down', readers: [silent] }, 1000)
  const later = readersAfter(first, { service: 'down', readers: [silent] }, 9000)
  expect(later.downSince).toBe(1000)
  expect(later.silentSince.get(silent.name)).toBe(1000)
  const back = readersAfter(later, { service: 'up', readers: [readerAt(2, true)] }, 10_000)
  expect(back.downSince).toBeUndefined()
  expect(back.silentSince.size).toBe(0)
})

test('readers stand in the order of their numbers', () => {
  const { readers } = readersAfter(none, { service: 'up', readers: [readerAt(10, true), readerAt(2, true)] }, 0)
  expect(readers.map(({ number }) => number)).toEqual([2, 10])
})

test('a reader says in a word what it does', () => {
  const running = recordAt(0, {
    outcome: 'running',
    phases: [
      { name: 'write', outcome: 'done' },
      { name: 'verify', outcome: 'running' },
    ],
  })
  expect(faceOf(readerAt(1, false), undefined, undefined).word).toBe('Insert card')
  expect(faceOf(readerAt(1, true), undefined, undefined)).toEqual({ kind: 'card', word: 'Card in', below: '3465 441' })
  expect(faceOf({ ...readerAt(1, true), held: 'ours' }, running, undefined).word).toBe('Verifying')
  expect(faceOf({ ...readerAt(1, true), held: 'theirs' }, undefined, undefined).word).toBe('In use elsewhere')
  expect(faceOf(silent, undefined, 130_000)).toEqual({ kind: 'trouble', word: 'No answer', below: 'For 2 min' })
})
