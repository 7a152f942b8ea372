import { defineConfig } from '@playwright/test'
import { inRoot } from './stamp.mjs'

// Every worker has a display of its own: windows on one take pointer and focus from each other.
const display = process.env.DISPLAYS?.split(' ')[process.env.TEST_PARALLEL_INDEX]
if (display !== undefined) process.env.DISPLAY = display

export default defineConfig({
  testDir: inRoot('test', 'e2e'),
  outputDir: inRoot('test-results', 'e2e'),
  // Stations, benches and windows are of one test or one file, and wait most of their time.
  workers: 2,
  globalSetup: inRoot('test', 'support', 'pki.ts'),
  forbidOnly: true,
  // A display that stumbles once is no fault of the station; the last line says how often that was.
  retries: 1,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
})
