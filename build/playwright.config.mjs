import { defineConfig } from '@playwright/test'
import { inRoot } from './stamp.mjs'

export default defineConfig({
  testDir: inRoot('test', 'e2e'),
  outputDir: inRoot('test-results', 'e2e'),
  // Stations, benches and windows are of one test or one file, and wait most of their time.
  workers: 2,
  globalSetup: inRoot('test', 'support', 'pki.ts'),
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
})
