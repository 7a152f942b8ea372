import { defineConfig } from '@playwright/test'
import { inRoot } from './stamp.mjs'

export default defineConfig({
  testDir: inRoot('test', 'e2e'),
  outputDir: inRoot('test-results', 'e2e'),
  // Every test has its own station, bench and window; two cores do one at a time best.
  workers: 1,
  globalSetup: inRoot('test', 'support', 'pki.ts'),
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
})
