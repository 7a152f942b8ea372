import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseDevice } from '../../../shared/identity/device'
import { lintTemplate } from '../../../shared/lint/lint'
import { readMessage } from '../../../shared/message/message'
import { composeTemplate, parseTemplate } from '../../../shared/template'
import { templateJsonSchema } from '../../../shared/template/json-schema'
import { shippedTemplates } from '../../../shared/template/shipped'
import { utf8 } from '../../../shared/utf8'

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'templates')
const device = parseDevice('imei:490154203237518')
const derive = (purpose: string, of: string) => utf8(`${purpose} of ${of}`)

test('every file of the folder is a template of its name, and comes with the product', () => {
  const files = readdirSync(folder)
  expect(files.map((file) => parseTemplate(readFileSync(join(folder, file), 'utf8')).name)).toEqual(
    files.map((file) => file.replace('.json', '')),
  )
  expect([...shippedTemplates.keys()].sort()).toEqual(files.map((file) => file.replace('.json', '')).sort())
})

describe.each([...shippedTemplates])('%s', (_, text) => {
  const template = parseTemplate(text)
  test.for(template.formats ?? [])(
    'makes a message in %s that lint finds nothing in but what is lost, and that reads back',
    (format) => {
      const composed = composeTemplate({ template, device, variables: {}, derive, format })
      const findings = lintTemplate(template, {
        format,
        device,
        instance: composed,
        messageBytes: composed.bytes.length,
        sizeBytes: 4096,
      })
      expect(findings.filter(({ code }) => !code.endsWith('-not-carried'))).toEqual([])
      expect(readMessage(composed.bytes).accounts.map(({ id }) => id)).toEqual(composed.accounts.map(({ id }) => id))
    },
  )
})

test('what is lost of them is what a device does without', () => {
  const lost = [...shippedTemplates.values()].map(parseTemplate).flatMap((template) =>
    (template.formats ?? []).flatMap((format) =>
      lintTemplate(template, { format })
        .filter(({ code }) => code.endsWith('-not-carried'))
        .map(({ level, code, path }) => `${format} ${level} ${code} ${path}`),
    ),
  )
  expect(lost).toEqual([
    'dm2 warning access-point-not-carried servers.0.accessPoint',
    'dm2 warning access-point-not-carried servers.1.accessPoint',
    'dm2 note proof-not-carried servers.0.credentials',
    'dm2 note proof-not-carried servers.1.credentials',
    'dm1 warning rights-not-carried servers.1.rights',
  ])
})

test('the template that README prints is complete, and nothing is found in it', () => {
  const readme = readFileSync(join(folder, '..', '..', 'README.md'), 'utf8')
  const [, printed = ''] = /```json\n(\{\n {2}"bootstation"[^`]*)```/.exec(readme) ?? []
  const template = parseTemplate(printed)
  for (const format of template.formats ?? []) {
    const instance = composeTemplate({ template, device, variables: {}, derive, format })
    const found = lintTemplate(template, { format, device, instance, messageBytes: instance.bytes.length })
    expect(found.filter(({ level }) => level !== 'note')).toEqual([])
  }
  expect(template.formats).toEqual(['dm2', 'dm1', 'cp'])
})

test('the published JSON Schema is made from the schema that is in force', () => {
  const published = readFileSync(join(folder, '..', 'template', 'template.schema.json'), 'utf8')
  expect(JSON.parse(published), 'run node build/template-schema.mjs').toEqual(
    JSON.parse(JSON.stringify(templateJsonSchema())),
  )
})

test('every field of the published JSON Schema is explained', () => {
  const unexplained = (schema: unknown, path: string): readonly string[] => {
    if (typeof schema !== 'object' || schema === null) return []
    return Object.entries(schema).flatMap(([name, value]) => {
      if (name !== 'properties') return unexplained(value, path)
      return Object.entries<{ description?: string }>(value).flatMap(([field, one]) => [
        ...(/^\S.*\.$/.test(one.description ?? '') ? [] : [`${path}/${field}`]),
        ...unexplained(one, `${path}/${field}`),
      ])
    })
  }
  expect(unexplained(templateJsonSchema(), '')).toEqual([])
})
