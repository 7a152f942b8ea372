// The packages of a release machine cannot be made everywhere; that their configuration holds can be said everywhere.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import Ajv from 'ajv'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = resolve(import.meta.dirname, '..', '..')
const read = (path: string): unknown => JSON.parse(readFileSync(resolve(root, path), 'utf8'))
const Targets = z.object({ target: z.array(z.string()) })

const scheme = z.record(z.string(), z.unknown()).parse(read('node_modules/app-builder-lib/scheme.json'))
const isValid = new Ajv({ strict: false, allErrors: true }).compile(scheme)

test('the configuration of the packages is one that electron-builder knows', () => {
  const config = read('build/electron-builder.json')
  expect(isValid(config) || isValid.errors).toBe(true)
  expect(isValid({ ...z.record(z.string(), z.unknown()).parse(config), electronFuse: {} })).toBe(false)
})

test('there is a package for each system', () => {
  const config = z.object({ linux: Targets, win: Targets, mac: Targets }).parse(read('build/electron-builder.json'))
  expect(config).toEqual({
    linux: { target: ['deb', 'AppImage'] },
    win: { target: ['nsis'] },
    mac: { target: ['dmg'] },
  })
})
