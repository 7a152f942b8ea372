// Makes an installed station: `npm run dist` for this machine as a folder, `npm run dist -- --targets` as the packages of the configuration.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { electronDist, pinnedVersion, versionOf } from './electron.mjs'
import { giveUp, output, SetupFailed, say, step } from './say.mjs'
import { setUp } from './setup.mjs'
import { inRoot, root } from './stamp.mjs'

const config = inRoot('build', 'electron-builder.json')
const station = inRoot('dist', 'station')
const isWhole = process.argv.includes('--targets')

await setUp('window').catch(giveUp)
await dist().catch(giveUp)

async function dist() {
  const [version, pinned] = [versionOf(electronDist()), pinnedVersion()]
  if (isWhole && version !== pinned)
    throw new SetupFailed(`packages are made with Electron ${pinned}, and this machine has ${version} only: without --targets
it makes a folder to look at. Packages are made where https://github.com/electron/electron/releases can be reached.`)
  await step('bundling without the bench', () =>
    output(process.execPath, [inRoot('build', 'bundle.mjs'), '--installed'], { cwd: root }),
  )
  putPrograms()
  const electron = plainElectron(electronDist())
  const { build, Platform } = await import('electron-builder')
  const wanted = isWhole ? undefined : ['dir']
  const made = await build({
    projectDir: root,
    targets: Platform.current().createTarget(wanted),
    config: { ...JSON.parse(readFileSync(config, 'utf8')), ...electron },
    publish: 'never',
  })
  say(isWhole ? made.join('\n') : `an installed station: ${inRoot('dist', 'linux-unpacked')}`)
  if (version !== pinned) say(`it has Electron ${version} in place of ${pinned}, and is not to be shipped`)
}

/** What touches readers and tokens, the command line, and the Node that their addons were built for. */
function putPrograms() {
  rmSync(station, { recursive: true, force: true })
  mkdirSync(join(station, 'node_modules'), { recursive: true })
  const node = join(station, process.platform === 'win32' ? 'node.exe' : 'node')
  cpSync(process.execPath, node, { dereference: true })
  chmodSync(node, 0o755)
  for (const name of ['cli.mjs', 'pcsc.mjs', 'token.mjs', 'lookup.mjs', 'list.mjs'])
    cpSync(inRoot('out', 'installed', name), join(station, name))
  if (existsSync(inRoot('out', 'installed', 'chunks')))
    cpSync(inRoot('out', 'installed', 'chunks'), join(station, 'chunks'), {
      recursive: true,
      filter: (path) => !path.endsWith('.map'),
    })
  for (const name of ['pcsclite', 'pkcs11js', 'bindings', 'file-uri-to-path', '@photostructure/sqlite']) putModule(name)
  putCommandLine()
}

/** `bootstation`, as it is in a clone. */
function putCommandLine() {
  mkdirSync(join(station, 'bin'))
  cpSync(inRoot('build', 'installed-command.mjs'), join(station, 'command.mjs'))
  const [name, script] =
    process.platform === 'win32'
      ? ['bootstation.cmd', '@"%~dp0..\\node.exe" "%~dp0..\\command.mjs" %*\r\n']
      : [
          'bootstation',
          '#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")/..\nexec "$here/node" "$here/command.mjs" "$@"\n',
        ]
  writeFileSync(join(station, 'bin', name), script, { mode: 0o755 })
}

/** What a module needs to run, without what it was built from. */
function putModule(name) {
  const from = inRoot('node_modules', name)
  if (!existsSync(from)) return
  const isNeeded = (path) =>
    !/[/\\](src|test|examples|obj\.target|\.deps|docs?)([/\\]|$)|\.(cc|cpp|h|c|mk|o|d|gypi?)$/.test(
      path.slice(from.length),
    )
  cpSync(from, join(station, 'node_modules', name), { recursive: true, filter: isNeeded })
}

/** Electron as it comes, without what the development copy has among its resources. */
function plainElectron(dist) {
  const plain = inRoot('dist', 'electron')
  rmSync(plain, { recursive: true, force: true })
  cpSync(dist, plain, {
    recursive: true,
    filter: (path) => !/[/\\]resources[/\\](app|default_app\.asar)([/\\]|$)/.test(path),
  })
  return { electronVersion: versionOf(dist), electronDist: plain }
}
