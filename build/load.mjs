// The program's own modules for tools that measure or torment them: bundled as they are shipped, and loaded.
import { builtinModules } from 'node:module'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { inRoot, root } from './stamp.mjs'

const external = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)]

/** Loads sources by name: `{ template: 'shared/template.ts' }`. Packages with binaries of their own are left where they are. */
export async function load(name, sources, natives = []) {
  const outDir = inRoot('out', name)
  const input = Object.fromEntries(Object.entries(sources).map(([key, path]) => [key, inRoot(path)]))
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: natives, target: 'node' },
    build: {
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      reportCompressedSize: false,
      ssr: true,
      target: 'node20.18',
      rolldownOptions: {
        external: [...external, ...natives],
        input,
        output: { format: 'esm', entryFileNames: '[name].mjs' },
      },
    },
  })
  const modules = Object.keys(input).map(async (key) => [
    key,
    await import(pathToFileURL(inRoot('out', name, `${key}.mjs`)).href),
  ])
  return Object.fromEntries(await Promise.all(modules))
}
