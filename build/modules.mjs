import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { output, SetupFailed, say, step } from './say.mjs'
import { inCache, inRoot, isStamped, modulesKey, root, stamp } from './stamp.mjs'

// What is built here: PC/SC and PKCS#11.
const addons = ['pcsclite', 'pkcs11js']
const stampFile = inRoot('node_modules', '.bootstation-modules.json')

export const areModulesReady = () => isStamped(stampFile, modulesKey())

/** Installs what the lock file names. Only the addons, which are built here, may run a script while installing. */
export async function installModules() {
  if (!isAsLocked()) {
    await step('installing node modules', () =>
      output('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root }),
    )
  }
  const missing = addons.filter((name) => !loads(name))
  if (missing.length > 0) {
    const nodedir = await headersDir()
    const env = nodedir ? { npm_config_nodedir: nodedir, npm_package_config_node_gyp_nodedir: nodedir } : {}
    await step(`building ${missing.join(' and ')}`, () =>
      output('npm', ['rebuild', ...missing], { cwd: root, env: { ...process.env, ...env } }),
    )
  }
  const broken = addons.find((name) => !loads(name))
  if (broken) {
    throw new SetupFailed(
      `${broken} was built, but ${process.execPath} cannot load it. Is libpcsclite installed, and is "node" on the path this same Node?`,
    )
  }
  stamp(stampFile, modulesKey())
}

/** Modules that somebody else installed are taken as they are, if they are what the lock file says. */
function isAsLocked() {
  try {
    const wanted = packagesOf(inRoot('package-lock.json'))
    const installed = packagesOf(inRoot('node_modules', '.package-lock.json'))
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
    )
  } catch {
    return false
  }
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

const loads = (name) => spawnSync(process.execPath, ['-e', `require("${name}")`], { cwd: root }).status === 0

/** Where Node's headers are: node-gyp would fetch them from nodejs.org, but they may well be here or in the registry. */
async function headersDir() {
  const prefix = dirname(dirname(realpathSync(process.execPath)))
  if (hasHeaders(prefix)) return prefix
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const home = inCache(`node-headers-${process.versions.modules}`)
  const dir = join(home, 'node_modules', name)
  if (hasHeaders(dir)) return dir
  try {
    await step(`fetching Node headers (${name})`, () => fetchHeaders(name, home))
    return dir
  } catch (error) {
    say(`${error.message}\nNo headers from the registry; node-gyp will try nodejs.org.`)
    return undefined
  }
}

async function fetchHeaders(name, home) {
  const versions = JSON.parse(await output('npm', ['view', name, 'versions', '--json']))
  const version = closest(versions, process.versions.node)
  if (!version) throw new SetupFailed(`${name} has no version for Node ${process.versions.node}`)
  mkdirSync(home, { recursive: true })
  const quiet = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund']
  await output('npm', ['install', '--prefix', home, ...quiet, `${name}@${version}`], { cwd: home })
}

/** The same version, else the newest of the same major: addons need the same NODE_MODULE_VERSION, no more. */
function closest(versions, version) {
  if (versions.includes(version)) return version
  const major = `${version.split('.')[0]}.`
  return versions
    .filter((candidate) => candidate.startsWith(major) && !candidate.includes('-'))
    .sort((left, right) => left.localeCompare(right, 'en', { numeric: true }))
    .at(-1)
}

function hasHeaders(prefix) {
  const file = join(prefix, 'include', 'node', 'node_version.h')
  if (!existsSync(file)) return false
  return new RegExp(`NODE_MODULE_VERSION ${process.versions.modules}\\b`).test(readFileSync(file, 'utf8'))
}
