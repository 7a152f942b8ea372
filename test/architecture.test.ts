import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'

// Who may import whom. A file belongs to the first area that its path begins with, and may always import its own area.
// A name that ends in a slash is a folder or a scope; any other is one file, without its ending, or one package.
type Area = {
  readonly area: string
  readonly may: readonly string[]
  /** Only as `import type`: the shape of a neighbour that comes in as an argument. */
  readonly mayType?: readonly string[]
}

const parts = ['card', 'reader', 'device', 'factory', 'server', 'intake', 'job', 'records'].map(
  (name) => `electron/${name}/`,
)
const everyPart = [
  'shared/',
  'electron/home',
  'electron/log',
  'electron/noting',
  'electron/reader/driver',
  'electron/whole-file',
  'electron/whole-stream',
  'package',
]

const areas: readonly Area[] = [
  { area: 'shared/', may: ['zod', '@orpc/contract', 'saxes'] },
  { area: 'electron/card/', may: everyPart },
  { area: 'electron/reader/', may: [...everyPart, 'electron/card/'] },
  { area: 'electron/device/', may: [...everyPart, 'electron/card/'] },
  { area: 'electron/batch/', may: everyPart, mayType: ['electron/records/'] },
  { area: 'electron/factory/', may: everyPart },
  { area: 'electron/server/', may: everyPart },
  { area: 'electron/enrolment/', may: [...everyPart, 'electron/https', 'electron/server/'] },
  { area: 'electron/sms/', may: everyPart },
  { area: 'electron/intake/', may: [...everyPart, 'electron/server/'], mayType: ['electron/records/'] },
  { area: 'electron/job/', may: [...everyPart, 'electron/hash', 'electron/card/', 'electron/device/'], mayType: parts },
  { area: 'electron/keys/', may: [...everyPart, 'electron/card/'], mayType: parts },
  { area: 'electron/records/', may: everyPart },
  // The virtual card shares no codec with the station, so that it does not share a mistake.
  { area: 'electron/bench/uicc/', may: ['shared/', 'package'] },
  { area: 'electron/bench/', may: ['shared/', 'electron/', 'package'] },
  { area: 'electron/', may: ['shared/', 'package'] },
  {
    area: 'renderer/',
    may: [
      ...['shared/', 'zod', 'react', 'react-dom', 'zustand', 'react-aria-components', '@orpc/client', '@orpc/contract'],
      ...['@tanstack/', '@fontsource/', '@fontsource-variable/', 'uplot', 'bwip-js'],
    ],
  },
]

/** What gives a station a face. */
const faces = [
  ...['electron/main', 'electron/start', 'electron/cli', 'electron/cli/', 'electron/handlers', 'electron/handlers/'],
]

// What only some may import, whatever the table above says.
const reserved: readonly { readonly name: string; readonly by: readonly string[] }[] = [
  { name: 'pcsclite', by: ['electron/reader/'] },
  { name: 'pkcs11js', by: ['electron/keys/pkcs11'] },
  { name: 'papaparse', by: ['electron/keys/', 'electron/batch/'] },
  { name: 'yauzl', by: ['electron/batch/'] },
  { name: '@photostructure/sqlite', by: ['electron/records/sqlite'] },
  {
    name: 'electron',
    by: [
      'electron/main',
      'electron/window/window',
      'electron/window/window-size',
      'electron/window/mishaps',
      'electron/window/app-protocol',
      'electron/window/preload',
      'electron/paper/print',
      'electron/settings/keychain',
    ],
  },
  { name: 'electron/station', by: faces },
  { name: 'electron/station-parts', by: ['electron/station', ...faces] },
  { name: 'electron/bench/', by: ['electron/bench/', 'electron/cli/', 'electron/start'] },
]

const limitLines = 300

type Import = { readonly file: string; readonly target: string; readonly isType: boolean }

const files = ['shared', 'electron', 'renderer', 'test'].flatMap(sourcesIn)
const sources = files.filter((file) => !file.startsWith('test/'))
const imports = sources.flatMap(importsOf)

describe('imports', () => {
  test.each(areas)('$area imports only what its row allows', ({ area, may, mayType = [] }) => {
    const refused = imports
      .filter(({ file }) => areaOf(file) === area)
      .filter(({ target, isType }) => !isIn([area, ...may, ...(isType ? mayType : [])], target))
    expect(refused.map(told)).toEqual([])
  })

  test.each(reserved)('$name is imported by its own people only', ({ name, by }) => {
    const refused = imports.filter(({ file, target }) => covers(name, target) && !isIn(by, withoutEnding(file)))
    expect(refused.map(told)).toEqual([])
  })

  test('every source file belongs to an area', () => {
    expect(sources.filter((file) => areaOf(file) === undefined)).toEqual([])
    expect(imports.length).toBeGreaterThan(0)
  })
})

describe('files', () => {
  test(`none is longer than ${limitLines} lines`, () => {
    expect(files.filter((file) => read(file).split('\n').length > limitLines)).toEqual([])
  })

  test('none turns the compiler off', () => {
    const off = files.filter(
      (file) => /@ts-(ignore|nocheck)/.test(read(file)) || /[:<|(,]\s*any\b|\bas any\b/.test(code(file)),
    )
    expect(off).toEqual([])
  })
})

function importsOf(file: string): readonly Import[] {
  const text = read(file)
  const fixed = text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[\w$*{}\s,]+\s+from\s+)?['"]([^'"]+)['"]/gm)
  const called = text.matchAll(/(typeof\s+)?\b(?:import|require)\(\s*['"]([^'"]+)['"]/g)
  return [...fixed, ...called].map(([, type, name = '']) => ({
    file,
    target: targetOf(file, name),
    isType: type !== undefined,
  }))
}

/** A path from the root without its ending, or the name of a package. */
function targetOf(file: string, name: string): string {
  if (name.startsWith('.')) return withoutEnding(posix.join(posix.dirname(file), name))
  return name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? name)
}

function areaOf(file: string): string | undefined {
  return areas.find(({ area }) => file.startsWith(area))?.area
}

const isIn = (names: readonly string[], target: string) => names.some((name) => covers(name, target))

function covers(name: string, target: string): boolean {
  if (name === 'package') return !isOurs(target)
  return name.endsWith('/') ? target.startsWith(name) : target === name
}

const isOurs = (target: string) => /^(shared|electron|renderer|test|build)\//.test(target)

const told = ({ file, target }: Import) => `${file} imports ${target}`

function withoutEnding(path: string): string {
  return path.replace(/\.tsx?$/, '')
}

function read(file: string): string {
  return readFileSync(file, 'utf8')
}

/** The text without comments and quoted words. */
const code = (file: string) =>
  read(file).replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, "''")

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => /\.tsx?$/.test(name))
}
