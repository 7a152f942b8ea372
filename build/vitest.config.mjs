import { defineConfig } from 'vitest/config'
import { root } from './stamp.mjs'

const globalSetup = 'test/support/pki.ts'
const slow = ['test/pcsc/**', 'test/e2e/**', 'test/installed/**']

export default defineConfig({
  root,
  test: {
    projects: [
      // Far more than any of them takes: on a busy machine a limit would be a stop-watch.
      {
        root,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: slow,
          globalSetup,
          // Modules keep nothing, so that files may share them: loading them takes longer than most tests.
          isolate: false,
          maxWorkers: '100%',
          testTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'pcsc',
          // pcscd's word of a reader that came back can be lost; a second try is marked in the list.
          retry: 1,
          include: ['test/pcsc/**/*.test.ts'],
          pool: 'forks',
          globalSetup,
          // Each file has its own pcscd and programs, which wait for each other most of their time.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'installed',
          include: ['test/installed/**/*.test.ts'],
          globalSetup,
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
    ],
  },
})
