import { existsSync } from 'node:fs'
import { electronFound, installElectron } from './electron.mjs'
import { withLock } from './lock.mjs'
import { areModulesReady, installModules } from './modules.mjs'
import { output, step } from './say.mjs'
import { inRoot, isStamped, root, sourceKey } from './stamp.mjs'
import { arePackagesReady, installPackages } from './system.mjs'

/**
 * Makes this clone ready for a purpose: `check`, `cli`, `window` or `test`. What is there already costs milliseconds;
 * what is missing is fetched and built, with words on stderr. Two processes may do it at once.
 */
export async function setUp(purpose) {
  if (parts[purpose].every(({ isReady }) => isReady(purpose))) return
  await withLock(inRoot('out', 'setup.lock'), async () => {
    for (const { isReady, make } of parts[purpose]) if (!isReady(purpose)) await make(purpose)
  })
}

const packages = { isReady: arePackagesReady, make: installPackages }
const modules = { isReady: areModulesReady, make: installModules }
const electron = { isReady: () => electronFound() !== undefined, make: installElectron }
const bundle = {
  isReady: () => existsSync(inRoot('out', 'cli.mjs')) && isStamped(inRoot('out', '.bundle.json'), sourceKey()),
  make: () => step('building', () => output(process.execPath, [inRoot('build', 'bundle.mjs')], { cwd: root })),
}

// In the order in which they need each other.
const parts = {
  check: [packages, modules],
  cli: [packages, modules, bundle],
  window: [packages, modules, electron, bundle],
  test: [packages, modules, electron, bundle],
}
