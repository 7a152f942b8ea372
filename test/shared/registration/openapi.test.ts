import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openApiDocument } from '../../../shared/registration/openapi'
import { operations } from '../../../shared/registration/operations'
import { problemKinds, sentences } from '../../../shared/registration/problem-kinds'
import { registration } from '../../../shared/text/en/registration'

const file = join(import.meta.dirname, '../../../shared/registration/openapi.json')
const document = openApiDocument()

test('the document in the product is the one its code makes; node build/openapi.mjs renews it', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)))
})

test('every reference of the document leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path)
  const target = (path: string): unknown =>
    path.split('/').reduce<unknown>((at, part) => z.record(z.string(), z.unknown()).parse(at)[part], document)
  expect(references.length).toBeGreaterThan(50)
  expect(references.filter((path) => target(path) === undefined)).toEqual([])
})

test('every operation is described, with its key, its body, its answers and what it refuses', () => {
  const paths = z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.unknown()) })),
  )
  const described = Object.values(paths.parse(document.paths)).flatMap((path) => Object.values(path))
  expect(described.map(({ operationId }) => operationId)).toEqual(Object.keys(operations))
  expect(
    described.filter(({ responses }) => !['495', '406', '429', '500', '503'].every((status) => status in responses)),
  ).toEqual([])
})

test('no address has an identity in it', () => {
  expect(Object.values(operations).filter(({ path }) => /identity|imei|\?/.test(path))).toEqual([])
})

test('every problem has words for an operator', () => {
  expect(sentences.filter((name) => !registration.sentence(name))).toEqual([])
  expect(registration.sentence('constructor')).toBeUndefined()
  expect(Object.values(problemKinds).every(({ status }) => status >= 400)).toBe(true)
})
