import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { output, SetupFailed, say, step } from './say.mjs'
import { inRoot, isStamped, stamp } from './stamp.mjs'

const addon = ['g++', 'make', 'python3', 'libpcsclite-dev']
const bench = ['pcscd', 'vsmartcard-vpcd']
// What Electron's binary links; its own dependencies come with them.
const window = [
  ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libdrm2', 'libcups2', 'libxkbcommon0', 'libpango-1.0-0'],
  ...['libatk1.0-0', 'libatk-bridge2.0-0', 'libatspi2.0-0', 'libcairo2', 'libdbus-1-3', 'libexpat1', 'libglib2.0-0'],
  ...['libx11-6', 'libxcb1', 'libxcomposite1', 'libxdamage1', 'libxext6', 'libxfixes3', 'libxrandr2', 'libudev1'],
]
const tests = [
  'opensc',
  'xvfb',
  'libwbxml2-utils',
  'libwbxml2-dev',
  'softhsm2',
  'python3-pyscard',
  'python3-pycryptodome',
  'vsmartcard-vpicc',
]

const needs = {
  check: addon,
  cli: [...addon, ...bench],
  window: [...addon, ...bench, ...window],
  test: [...addon, ...bench, ...window, ...tests],
}

/** Whether nothing has changed since all packages for a purpose were seen. */
export const arePackagesReady = (purpose) => isStamped(stampFileOf(purpose), packagesState())

/** Sees to the Debian packages that a purpose needs; elsewhere says what they are and goes on. */
export async function installPackages(purpose) {
  const missing = packagesState() === 'not Debian' ? [] : missingOf(needs[purpose])
  if (missing.length > 0) await install(missing)
  if (packagesState() === 'not Debian')
    say(`not a Debian system; what is needed is called there: ${needs[purpose].join(' ')}`)
  stamp(stampFileOf(purpose), packagesState())
}

const stampFileOf = (purpose) => inRoot('out', `.packages-${purpose}.json`)

async function install(missing) {
  if (process.getuid() !== 0) {
    throw new SetupFailed(
      `Debian packages are missing. Install them with this command, then start again:\n\n  sudo apt-get install -y --no-install-recommends ${missing.map(nameHere).join(' ')}\n`,
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await step('reading the list of Debian packages', () => output('apt-get', ['update'], { env }))
  const names = missing.map(nameHere)
  await step(`installing ${names.join(' ')}`, () =>
    output('apt-get', ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...names], { env }),
  )
}

// dpkg writes this file at every change, so its age answers "is all as it was?" without starting a program.
function packagesState() {
  try {
    return `${statSync('/var/lib/dpkg/status').mtimeMs}`
  } catch {
    return 'not Debian'
  }
}

function missingOf(names) {
  const asked = names.flatMap((name) => [name, `${name}t64`])
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', `\${Package} \${db:Status-Status}\n`, ...asked], {
    encoding: 'utf8',
  })
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return names.filter((name) => !installed.has(name) && !installed.has(`${name}t64`))
}

// Debian 13 renamed many libraries (64-bit time): libgtk-3-0 is libgtk-3-0t64 there.
function nameHere(name) {
  const { stdout } = spawnSync('apt-cache', ['show', '--no-all-versions', `${name}t64`], { encoding: 'utf8' })
  return stdout.includes('Package:') ? `${name}t64` : name
}
