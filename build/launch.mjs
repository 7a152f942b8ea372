import { _electron } from '@playwright/test'
import { asRoot, electronDist } from './electron.mjs'
import { root } from './stamp.mjs'

/**
 * A program in this clone's Electron, held by Playwright. It is not told which binary: then it has the app wait until it is
 * attached. A window that comes before can stay blank, and the start may never end.
 */
export function launchElectron(args, env) {
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??= electronDist()
  const { ELECTRON_RUN_AS_NODE: _, WAYLAND_DISPLAY: __, ...others } = process.env
  return _electron.launch({ args: [...args, ...asRoot], cwd: root, env: { ...others, ...env } })
}
