// What Electron's own default app does for "electron .": load what -r names, take the app's name and version, start it.
import { existsSync, readFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const require = createRequire(import.meta.url)
const { preloads, target } = argumentsOf(process.argv.slice(1))
for (const preload of preloads) require(resolve(preload))
if (target === undefined) {
  process.stdout.write(`Electron ${process.versions.electron}\n`)
  app.exit(0)
} else {
  await start(resolve(target))
}

async function start(path) {
  Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true })
  const manifest = join(path, 'package.json')
  if (existsSync(manifest)) present(JSON.parse(readFileSync(manifest, 'utf8')))
  const main = Module._resolveFilename(path, null, true)
  app.setAppPath(existsSync(manifest) ? path : dirname(main))
  await import(pathToFileURL(main))
}

function present({ productName, name, version }) {
  if (version) app.setVersion(version)
  if (!productName && !name) return
  app.setName(productName ?? name)
  app.setPath('userData', join(app.getPath('appData'), productName ?? name))
}

function argumentsOf(argv) {
  const preloads = []
  for (let at = 0; at < argv.length; at++) {
    if (argv[at] === '-r' || argv[at] === '--require') preloads.push(argv[++at])
    else if (!argv[at].startsWith('-')) return { preloads, target: argv[at] }
  }
  return { preloads }
}
