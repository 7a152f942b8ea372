import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { run } from '../../../electron/cli'
import { openDatabase } from '../../../electron/records/sqlite'
import { createTestHome } from '../../support/station'
import { leaf, openFolder } from './support'

const { folder, rootFile } = openFolder()
const home = createTestHome()
const [out, target] = [join(folder, 'out'), join(folder, 'stick')]
beforeAll(() => {
  const [cert, key] = [join(home, 'factory.pem'), join(home, 'factory-key.pem')]
  writeFileSync(cert, leaf.cert)
  writeFileSync(key, leaf.key)
  const settings = { batchKeyFile: join(home, 'batch.key'), factory: { cert, key } }
  writeFileSync(join(home, 'station.json'), JSON.stringify(settings))
  writeFileSync(join(folder, 'devices.csv'), '# IMEI, lot\n490154203237518,4\nimei:356938035643809\n\n')
  mkdirSync(target)
  vi.stubEnv('BOOTSTATION_HOME', home)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})

/** One command line with `--json`: its exit code and its objects. */
async function factory(...args: readonly string[]) {
  let stdout = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text)
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    const code = await run(['factory', ...args, '--json'])
    return { code, object: JSON.parse(stdout) }
  } finally {
    write.mockRestore()
    err.mockRestore()
  }
}

const build = (...args: readonly string[]) => factory('build', '--template', 'training', '--batch', 'works-7', ...args)

test('a bundle is built, verified and placed, and both acts are in the audit', async () => {
  const made = await build('--devices', join(folder, 'devices.csv'), '--out', out)
  expect(made).toMatchObject({ code: 0, object: { batch: 'works-7', files: 2, format: 'dm2', folder: out } })
  const verified = await factory('verify', out, '--trust', rootFile)
  expect(verified).toMatchObject({ code: 0, object: { outcome: 'PASS', sha256: made.object.sha256, problems: [] } })
  const place = ['place', out, '--target', target, '--trust', rootFile]
  expect(await factory(...place)).toMatchObject({ code: 3, object: { failure: { code: 'target.refused' } } })
  expect(await factory(...place, '--on-system-disk')).toMatchObject({ code: 0, object: { result: 'placed' } })
  const db = openDatabase(join(home, 'station.db'))
  expect(db.all('SELECT act FROM audit ORDER BY seq')).toEqual([{ act: 'factory.build' }, { act: 'factory.place' }])
  db.close()
  const file = join(target, 'bootstrap', 'messages', 'IMEI-490154203237518.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('dms', 'dmz'))
  expect(await factory('verify', join(target, 'bootstrap'), '--trust', rootFile)).toMatchObject({
    code: 1,
    object: { outcome: 'FAIL', problems: [{ file: 'messages/IMEI-490154203237518.json', reason: 'changed' }] },
  })
})

test.for([
  [['--tac', '49015420', '--out', 'x'], 'template'],
  [['--all', '--tac', '49015420', '--out', 'x'], undefined],
  [['--tac', '4901', '--out', 'x'], 'tac'],
  [['--device', 'imei:490154203237519', '--out', 'x'], 'device'],
  [['--devices', '/nowhere', '--out', 'x'], 'devices'],
  [['--device', 'imei:490154203237518', '--out', '/tmp'], 'out'],
] as const)('build %o is refused', async ([args, path]) => {
  const { code, object } = await build(...args)
  expect(code).toBe(2)
  expect(object.failure).toMatchObject({ code: 'request.invalid', ...(path && { path }) })
})

test('a bundle whose list is a pipe, a link or gone is a FAIL in words, not an ERROR of the station', async () => {
  const bundle = join(folder, 'piped')
  await build('--device', 'imei:490154203237518', '--out', bundle)
  const list = join(bundle, 'manifest.json')
  for (const put of [() => execFileSync('mkfifo', [list]), () => symlinkSync('/dev/zero', list), () => undefined]) {
    rmSync(list)
    put()
    const { code, object } = await factory('verify', bundle, '--trust', rootFile)
    expect([code, object.outcome, object.failure.code, object.failure.file]).toEqual([
      1,
      'FAIL',
      'bundle.invalid',
      'manifest.json',
    ])
  }
})

test('a folder that is not there is a mistyped path, and no trouble of the station', async () => {
  for (const args of [['verify'], ['place', '--target', target]])
    expect(await factory(...args, join(folder, 'mistyped'), '--trust', rootFile)).toMatchObject({
      code: 2,
      object: { failure: { code: 'request.invalid', path: 'folder' } },
    })
})
