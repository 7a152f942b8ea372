// The page on a stand-in station, made into out/stand-in: what pictures are taken of.
import react from '@vitejs/plugin-react'
import { build, createLogger } from 'vite'
import { say } from './say.mjs'
import { inRoot } from './stamp.mjs'

await build({
  root: inRoot('test', 'renderer', 'stand-in'),
  configFile: false,
  base: './',
  logLevel: 'warn',
  customLogger: { ...createLogger('warn'), warn: say, warnOnce: say, error: say },
  plugins: [react()],
  build: {
    outDir: inRoot('out', 'stand-in'),
    emptyOutDir: true,
    target: 'chrome130',
    minify: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 10_000,
    modulePreload: { polyfill: false },
  },
})
