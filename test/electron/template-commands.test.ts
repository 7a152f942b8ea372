import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Command } from '../../electron/cli/command'
import { messageLint } from '../../electron/cli/lint'
import { templateCheck, templateImport, templateList, templateShow } from '../../electron/cli/template'
import { templateDiff } from '../../electron/cli/template-diff'
import { Failed } from '../../shared/failure'
import { changed } from '../support/changed'
import { sampleTemplateText, twoServersText } from '../support/templates'

const device = 'imei:490154203237518'
let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bootstation-commands-'))
  mkdirSync(join(home, 'templates'))
})
afterEach(() => rmSync(home, { recursive: true }))

const put = (name: string, text: string): string => {
  const path = join(home, `${name}.json`)
  writeFileSync(path, text)
  return path
}

const putKey = (): void => {
  writeFileSync(join(home, 'batch.key'), '00112233445566778899aabbccddeeff')
  writeFileSync(join(home, 'station.json'), JSON.stringify({ batchKeyFile: join(home, 'batch.key') }))
}

/** One command with `--json`: its exit code or failure, its objects and its words. */
async function ran(
  command: Command,
  positionals: readonly string[],
  values: Record<string, string | boolean | string[]> = {},
) {
  const [objects, words]: [Record<string, unknown>[], string[]] = [[], []]
  const io = {
    home,
    isJson: true,
    out: (object: unknown) => void objects.push(JSON.parse(JSON.stringify(object))),
    print: (text: string | Uint8Array) => void words.push(String(text)),
    say: (line: string) => void words.push(line),
    answer: (line: string) => void words.push(line),
    signal: new AbortController().signal,
  }
  try {
    return { code: await command.run({ values, positionals }, io), objects, words }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { failure: error.failure, objects, words }
  }
}

test('the list has a line for each template: name, formats, hash', async () => {
  const { code, objects } = await ran(templateList, [])
  expect(code).toBe(0)
  expect(objects).toHaveLength(5)
  expect(objects[0]).toMatchObject({ name: 'operator-and-enterprise', formats: ['dm2', 'dm1'], from: 'product' })
  expect(objects.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(String(sha256)))).toBe(true)
})

test('a template is shown without its secrets', async () => {
  const { objects } = await ran(templateShow, [put('two-servers', twoServersText)])
  expect(JSON.stringify(objects)).toContain('{"fixed":"•••"}')
  expect(JSON.stringify(objects)).not.toContain('shared by all')
  expect((await ran(templateShow, [])).failure).toMatchObject({ code: 'request.invalid' })
})

test('files are checked each for itself: what is wrong, or what would be', async () => {
  const good = put('operator-basic', sampleTemplateText)
  const bad = put('bad', changed(sampleTemplateText, 'servers.0.url', 'http://dm.operator.example/'))
  const { code, objects } = await ran(templateCheck, [good, bad, join(home, 'nowhere.json')])
  expect(code).toBe(2)
  expect(objects).toMatchObject([
    { file: good, outcome: 'PASS', findings: [{ level: 'warning', code: 'trust-not-said' }] },
    { file: bad, outcome: 'FAIL', failure: { code: 'template.invalid', path: 'servers.0.url' } },
    { outcome: 'FAIL', failure: { code: 'request.invalid' } },
  ])
  expect((await ran(templateCheck, [good, bad])).code).toBe(1)
  expect((await ran(templateCheck, [good])).code).toBe(0)
})

test('lint says what it finds in words and with a path; errors make its exit code', async () => {
  const path = put('operator-basic', sampleTemplateText)
  putKey()
  const clean = await ran(messageLint, [], { template: 'uicc-dm20', device })
  expect(clean).toMatchObject({ code: 0, objects: [{ outcome: 'PASS', errors: 0, warnings: 0, looked: 'message' }] })
  expect(clean.words.at(-1)).toMatch(/^DM 2\.0, \d+ of 4,096 bytes\.$/)
  const warned = await ran(messageLint, [], { template: path })
  expect(warned.code).toBe(0)
  expect(warned.objects).toMatchObject([
    { level: 'warning', code: 'trust-not-said', path: 'servers.0.trust' },
    { template: 'operator-basic', outcome: 'PASS', errors: 0, warnings: 1 },
  ])
  const small = await ran(messageLint, [], { template: path, device, size: '100' })
  expect(small.code).toBe(1)
  expect(small.objects[0]).toMatchObject({ level: 'error', code: 'too-large', facts: { haveBytes: 100 } })
  expect(String(small.objects[0]?.words)).toMatch(/^The message has \d+ bytes; there is room for 100\.$/)
})

test('lint finds a variable that is missing, and a format that is not made', async () => {
  const path = put('two-servers', twoServersText)
  putKey()
  const missing = await ran(messageLint, [], { template: path, device })
  expect(missing.failure).toMatchObject({
    code: 'request.invalid',
    path: 'var',
    reason: 'two-servers needs --var-file password=FILE as well',
  })
  const alone = await ran(messageLint, [], { template: path })
  expect(alone.words.at(-1)).toBe(
    'Only the template was looked at, for DM 2.0; name --device, --var-file password=FILE to look at its message.',
  )
  const shown = await ran(messageLint, [], { template: path, device, var: ['password=a long password of hers'] })
  expect(shown.failure).toMatchObject({ code: 'request.invalid', path: 'var' })
  const file = join(dirname(path), 'password.txt')
  writeFileSync(file, 'a long password of hers\n')
  const given = await ran(messageLint, [], { template: path, device, 'var-file': [`password=${file}`] })
  expect(given.code).toBe(0)
  const other = await ran(messageLint, [], { template: 'sim-2g-cp', format: 'dm2' })
  expect(other.failure).toMatchObject({ code: 'request.invalid', path: 'format' })
  for (const values of [{ size: '0' }, { size: 'x' }, { transport: 'push' }, { format: 'dm3' }])
    expect((await ran(messageLint, [], { template: path, ...values })).failure).toMatchObject({
      code: 'request.invalid',
    })
})

test('two templates are told apart by path, without their secrets', async () => {
  const before = put('two-servers', twoServersText)
  const after = put('after', changed(twoServersText, 'servers.1.notification.secret.fixed', 'another one'))
  const { code, objects } = await ran(templateDiff, [before, after])
  expect(code).toBe(0)
  expect(objects).toMatchObject([
    { path: 'servers[dm.enterprise.example].notification.secret.fixed', before: '•••', after: '•••' },
    { same: false, differences: 1 },
  ])
  expect((await ran(templateDiff, [before, before])).objects).toMatchObject([{ same: true, differences: 0 }])
  expect((await ran(templateDiff, [before])).failure).toMatchObject({ code: 'request.invalid' })
})

test('an import is told, and one that would not work is refused where it would not', async () => {
  const path = put('operator-basic', sampleTemplateText)
  expect(await ran(templateImport, [path])).toMatchObject({ code: 0, objects: [{ name: 'operator-basic' }] })
  const bad = put('bad', changed(changed(sampleTemplateText, 'name', 'bad'), 'servers.0.url', 'https://dm.example:80/'))
  expect((await ran(templateImport, [bad])).failure).toMatchObject({ code: 'template.invalid', path: 'servers.0.url' })
  expect(readdirSync(join(home, 'templates'))).toEqual(['operator-basic.json'])
})
