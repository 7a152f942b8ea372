// Makes out/ from the sources, or with `--installed` what an installed station has of them: all but the bench.
// Run as a program of its own, because vite sets NODE_ENV and leaves threads behind.
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, createLogger } from 'vite'
import { say } from './say.mjs'
import { inRoot, root, sourceKey, stamp } from './stamp.mjs'

const isInstalled = process.argv.includes('--installed')
const out = isInstalled ? inRoot('out', 'installed') : inRoot('out')
const natives = ['electron', 'pcsclite', 'pkcs11js', '@photostructure/sqlite']
const external = [...natives, ...builtinModules, ...builtinModules.map((name) => `node:${name}`)]
const logger = { ...createLogger('warn'), warn: say, warnOnce: say, error: say }
const shared = { root, configFile: false, logLevel: 'warn', customLogger: logger }
const plain = {
  outDir: out,
  emptyOutDir: false,
  copyPublicDir: false,
  minify: false,
  sourcemap: true,
  reportCompressedSize: false,
}

const none = (name) => `export const ${name} = () => { throw new Error('an installed station has no bench') }`

/** The ways from a station and its command line to a bench: an installed station has nothing behind them. */
const ways = [
  ['/cli/bench-commands', 'export const benchCommands = []'],
  ['/usual-readers', "export const usualReaders = 'real'"],
  ['/bench/socket-driver', none('createSocketDriver')],
  ['/bench/phone', none('createBenchPhone')],
  ['/bench/server/ca', none('deviceCertificate')],
]
const withoutBench = {
  name: 'without-bench',
  enforce: 'pre',
  resolveId: (source) => ways.map(([way]) => `no${way}`).find((id) => source.endsWith(id.slice('no/'.length))),
  load: (id) => ways.find(([way]) => id === `no${way}`)?.[1],
}

/** Main, command line, reader process, token process and the threads that look up and read lists. Dynamic imports stay lazy chunks, so that the command line starts fast. */
const programs = () =>
  build({
    ...shared,
    plugins: isInstalled ? [withoutBench] : [],
    ssr: { noExternal: true, external: natives, target: 'node' },
    build: {
      ...plain,
      ssr: true,
      target: 'node20.18',
      rolldownOptions: {
        external,
        input: present({
          main: 'electron/main.ts',
          cli: 'electron/cli.ts',
          pcsc: 'electron/reader/pcsc.ts',
          token: 'electron/keys/token-process.ts',
          lookup: 'electron/records/lookup-thread.ts',
          list: 'electron/list/list-thread.ts',
        }),
        output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  })

/** A sandboxed preload must be one CommonJS file. */
const preload = () =>
  build({
    ...shared,
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ...plain,
      ssr: true,
      target: 'node20.18',
      rolldownOptions: {
        external: ['electron'],
        input: { preload: inRoot('electron', 'window', 'preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  })

/** The page. Nothing inline but small drawings: its content security policy allows no inline script and no data: font. */
const page = () =>
  build({
    ...shared,
    root: inRoot('renderer'),
    base: './',
    plugins: [react()],
    build: {
      ...plain,
      outDir: join(out, 'renderer'),
      emptyOutDir: true,
      copyPublicDir: true,
      target: 'chrome130',
      minify: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: (file) => (file.endsWith('.svg') ? undefined : false),
    },
  })

const key = sourceKey()
if (isInstalled) rmSync(out, { recursive: true, force: true })
mkdirSync(isInstalled ? out : join(out, 'bench'), { recursive: true })
await programs()
if (existsSync(inRoot('electron', 'window', 'preload.ts'))) await preload()
if (existsSync(inRoot('renderer', 'index.html'))) await page()
if (!isInstalled) {
  copyDrivers()
  dropOldChunks()
}
// Electron's main process runs PC/SC on the Node that built the addon. An installed station has both in its resources.
const runtime = isInstalled ? { node: 'station/node', programs: 'station' } : { node: process.execPath, programs: out }
writeFileSync(join(out, 'runtime.json'), `${JSON.stringify(runtime)}\n`)
stamp(join(out, '.bundle.json'), key)

/** Entries as absolute paths; a tree without one of them still builds the others. */
function present(entries) {
  const there = Object.entries(entries).map(([name, file]) => [name, inRoot(file)])
  return Object.fromEntries(there.filter(([, file]) => existsSync(file)))
}

function copyDrivers() {
  const from = inRoot('electron', 'bench')
  if (!existsSync(from)) return
  for (const name of readdirSync(from).filter((file) => file.endsWith('.c')))
    copyFileSync(join(from, name), join(out, 'bench', name))
}

// A bench that has been running for hours may still load a chunk of the bundle it was started from.
function dropOldChunks() {
  const dir = join(out, 'chunks')
  const weekAgo = Date.now() - 7 * 24 * 3600 * 1000
  const old = existsSync(dir) ? readdirSync(dir).filter((name) => statSync(join(dir, name)).mtimeMs < weekAgo) : []
  for (const name of old) rmSync(join(dir, name))
}
