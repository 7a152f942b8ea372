import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { toldOf } from '../../../electron/desk/settings-desk'
import { createChoices } from '../../../electron/settings/choices'
import { asChosen } from '../../../electron/window/page'
import { usualChoices } from '../../../shared/choices'
import { failureIn } from '../../support/failure'

const place = () => join(mkdtempSync(join(tmpdir(), 'bootstation-choices-')), 'home', 'choices.json')

test('a station where nothing was chosen is as it is shipped', () => {
  expect(createChoices(place()).get()).toEqual(usualChoices)
})

test('what was chosen is there after a new start, and nothing else changed', () => {
  const path = place()
  const told: string[] = []
  const choices = createChoices(path)
  choices.watch(() => told.push(choices.get().language))
  choices.choose({ language: 'ar', volume: 0 })
  choices.choose({ density: 'glove' })
  expect(createChoices(path).get()).toEqual({ ...usualChoices, language: 'ar', volume: 0, density: 'glove' })
  expect(told).toEqual(['ar', 'ar'])
})

test.for(['{', '[]', '{"language":"tlh"}', '{"mm":0}', '{"volume":11}', '{"colour":"red"}', '{"name":1}'])(
  'a file that says %s is a failure, never a guess',
  (said) => {
    const path = place()
    createChoices(path).choose({})
    writeFileSync(path, said)
    expect(failureIn(() => createChoices(path).get())).toMatchObject({ code: 'disk.failed', path })
    expect(readFileSync(path, 'utf8')).toBe(said)
  },
)

test('what cannot be kept is not told either', () => {
  const path = place()
  const choices = createChoices(path)
  expect(choices.get().language).toBe('en')
  writeFileSync(dirname(path), 'no folder')
  expect(failureIn(() => choices.choose({ language: 'de' }))).toMatchObject({ code: 'disk.failed', path })
  expect(choices.get().language).toBe('en')
})

test('the page is served in its language and with its targets, before anything is painted', () => {
  const page = '<!doctype html><html lang="en"><head>'
  expect(asChosen(page, { ...usualChoices, language: 'ar', density: 'glove', mm: 4.5 })).toBe(
    '<!doctype html><html lang="ar" dir="rtl" data-density="glove" data-mm="4.5"><head>',
  )
})

test('what a station was told is told by place, and never a key', () => {
  const cardKeys = { from: 'file', path: '/keys/adm.txt', adm: 'ADM1' } as const
  const server = { url: 'https://dm.example', ca: 'ca.pem', cert: 'c.pem', key: 'k.pem' }
  const settings = { bench: undefined, server, cardKeys, batchKeyFile: '/keys/batch.hex', factory: undefined }
  expect(toldOf('/home/one', settings, cardKeys)).toEqual({
    home: '/home/one',
    by: 'file',
    server: 'https://dm.example',
    cardKeys: { from: 'file', place: '/keys/adm.txt' },
    batchKey: '/keys/batch.hex',
    readers: 'system',
  })
  const nothing = {
    bench: undefined,
    server: undefined,
    cardKeys: undefined,
    batchKeyFile: undefined,
    factory: undefined,
  }
  expect(toldOf('/home/one', nothing, undefined)).toEqual({ home: '/home/one', by: 'nobody', readers: 'system' })
})
