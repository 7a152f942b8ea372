import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keepTemplateText, readTemplateText } from '../../../electron/composer/template-file'
import {
  allTemplates,
  brokenTemplates,
  findTemplate,
  importTemplate,
  listTemplates,
} from '../../../electron/composer/templates'
import { changed } from '../../support/changed'
import { failureOf } from '../../support/outcomes'
import { sampleTemplateText, twoServersText } from '../../support/templates'

let home: string
let folder: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bootstation-templates-'))
  folder = join(home, 'templates')
  mkdirSync(folder)
})
afterEach(() => rmSync(home, { recursive: true }))

const put = (file: string, text: string, at = folder): string => {
  writeFileSync(join(at, file), text)
  return join(at, file)
}
const take = (path: string, existing: 'keep' | 'replace' = 'keep') =>
  importTemplate([folder], path, existing, () => undefined)
const titled = (title: string) => changed(sampleTemplateText, 'title', title)

describe('finding', () => {
  test('a template is found by its name: the station’s own first, the product’s after them', () => {
    expect(findTemplate([folder], 'uicc-dm20')).toMatchObject({ from: 'product', ref: { name: 'uicc-dm20' } })
    put('uicc-dm20.json', changed(sampleTemplateText, 'name', 'uicc-dm20'))
    expect(findTemplate([folder], 'uicc-dm20')).toMatchObject({
      from: 'station',
      template: { title: 'Operator, one server' },
    })
  })

  test('a file is found by its path, whatever it is called', () =>
    expect(findTemplate([folder], put('x.json', sampleTemplateText, home)).ref.name).toBe('operator-basic'))

  test('a file that is not called like its template is refused, since its name would mean two', () => {
    put('other.json', sampleTemplateText)
    expect(failureOf(() => findTemplate([folder], 'other'))).toMatchObject({
      code: 'template.invalid',
      path: 'name',
      reason: 'is operator-basic, and the file is called other.json; they must be the same',
    })
    expect(listTemplates([folder])).toEqual([])
  })

  test.for(['nowhere', '__proto__', 'constructor', ''])('there is no template "%s"', (name) =>
    expect(failureOf(() => findTemplate([folder], name))).toMatchObject({ code: 'request.invalid', path: 'template' }),
  )

  test('each name is listed once, a broken file is told and hides nothing', () => {
    put('operator-basic.json', sampleTemplateText)
    put('windows-w7.json', changed(sampleTemplateText, 'name', 'windows-w7'))
    put('broken.json', '{')
    const names = allTemplates([folder]).map(({ ref, from }) => `${from} ${ref.name}`)
    expect(names).toEqual([
      'station operator-basic',
      'station windows-w7',
      'product operator-and-enterprise',
      'product sim-2g-cp',
      'product uicc-dm12',
      'product uicc-dm20',
    ])
    expect(brokenTemplates([folder])).toMatchObject([
      { path: join(folder, 'broken.json'), failure: { code: 'template.invalid', path: '' } },
    ])
    expect(allTemplates([join(home, 'nowhere')])).toHaveLength(5)
  })
})

describe('reading', () => {
  test('no more of a file is read than a template can have', () => {
    const path = put('long.json', `{"title":"${'x'.repeat(10 << 20)}"}`)
    expect(failureOf(() => findTemplate([], path))).toMatchObject({ code: 'template.invalid', path: '' })
    expect(failureOf(() => readTemplateText('/dev/zero'))).toMatchObject({ code: 'template.invalid', path: '' })
  })

  test('what is no text, no file or not to be read is a failure', () => {
    writeFileSync(join(folder, 'latin.json'), Buffer.from([0x7b, 0xe4, 0x7d]))
    expect(failureOf(() => readTemplateText(join(folder, 'latin.json')))).toMatchObject({
      code: 'template.invalid',
      reason: 'must be UTF-8; byte 1 is not',
    })
    expect(failureOf(() => readTemplateText(folder))).toMatchObject({
      code: 'disk.failed',
      reason: 'cannot be read (EISDIR)',
    })
    expect(readTemplateText(join(folder, 'nowhere.json'))).toBeUndefined()
  })

  test('a byte order mark is passed over', () =>
    expect(findTemplate([], put('bom.json', `\ufeff${sampleTemplateText}`)).ref.name).toBe('operator-basic'))
})

describe('importing', () => {
  test('a file comes in as it is written, for its owner only, and is found by its name', () => {
    const text = `${sampleTemplateText}\n\n`
    expect(take(put('operator-basic.json', text, home))).toMatchObject({ ref: { name: 'operator-basic' } })
    const path = join(folder, 'operator-basic.json')
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['operator-basic.json'])
    expect(findTemplate([folder], 'operator-basic').from).toBe('station')
  })

  test('another one of that name stays unless it is to be replaced; the same one again is no other', () => {
    const path = put('operator-basic.json', titled('First'), home)
    take(path)
    take(path)
    writeFileSync(path, titled('Second'))
    expect(failureOf(() => take(path))).toMatchObject({ code: 'request.invalid', path: 'replace' })
    expect(findTemplate([folder], 'operator-basic').template.title).toBe('First')
    take(path, 'replace')
    expect(findTemplate([folder], 'operator-basic').template.title).toBe('Second')
  })

  test('a file of another name is kept under the name of its template', () => {
    expect(take(put('my copy.json', sampleTemplateText, home))).toMatchObject({ how: 'new' })
    expect(readdirSync(folder)).toEqual(['operator-basic.json'])
  })

  test('what an import did is told', () => {
    const path = put('operator-basic.json', titled('First'), home)
    expect([take(path), take(path)].map(({ how }) => how)).toEqual(['new', 'unchanged'])
    writeFileSync(path, titled('Second'))
    expect(take(path, 'replace').how).toBe('replaced')
  })

  test('one of the product is not covered by another unless that is wanted', () => {
    const path = put('uicc-dm12.json', changed(sampleTemplateText, 'name', 'uicc-dm12'), home)
    expect(failureOf(() => take(path))).toMatchObject({ path: 'replace' })
    expect(take(path, 'replace').ref.name).toBe('uicc-dm12')
  })

  test.for([
    ['operator-basic.json', titled(''), /^title$/],
    ['operator-basic.json', '{"bootstation":1', /operator-basic\.json$/],
  ] as const)('%s is refused and nothing of it is kept: %s', ([file, text, path]) => {
    const failure = failureOf(() => take(put(file, text, home)))
    expect(failure).toMatchObject({ code: 'template.invalid', path: expect.stringMatching(path) })
    expect(readdirSync(folder)).toEqual([])
  })

  test('what lint stops is not kept', () => {
    const refuse = () => {
      throw new Error('stopped')
    }
    const path = put('two-servers.json', twoServersText, home)
    expect(() => importTemplate([folder], path, 'keep', refuse)).toThrow('stopped')
    expect(readdirSync(folder)).toEqual([])
  })

  test('a folder that cannot be written to is a failure of the disk, and leaves nothing', () => {
    const file = put('no-folder', '')
    expect(failureOf(() => keepTemplateText(file, 'a', 'b', 'keep'))).toMatchObject({ code: 'disk.failed' })
    expect(readFileSync(file, 'utf8')).toBe('')
  })

  test('a link in the place of a template is replaced, and what it points at stays', () => {
    const other = put('other.txt', 'mine', home)
    symlinkSync(other, join(folder, 'operator-basic.json'))
    expect(keepTemplateText(folder, 'operator-basic', sampleTemplateText, 'keep')).toBe(false)
    expect(keepTemplateText(folder, 'operator-basic', sampleTemplateText, 'replace')).toBe(true)
    expect(readFileSync(other, 'utf8')).toBe('mine')
  })
})
