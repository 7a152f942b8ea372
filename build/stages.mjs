import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startChild } from './child.mjs'
import { withDisplay } from './display.mjs'
import { electronDist } from './electron.mjs'
import { say } from './say.mjs'
import { inRoot, root } from './stamp.mjs'

const minute = 60_000

/** A stage tells how many passed and failed. What cannot be counted, like a type error, is one failure. */
export const checks = [
  {
    name: 'format and lint',
    run: () => tool('biome', ['check', '--config-path=build/format.json', '--error-on-warnings']),
  },
  { name: 'types', run: () => tool('tsc', ['-b']) },
  { name: 'unit tests', run: () => vitest('unit', 12 * minute) },
]

/** What takes real readers, processes and windows. */
export const tests = [
  { name: 'PC/SC tests', run: () => vitest('pcsc', 15 * minute) },
  { name: 'window tests', run: () => withDisplay((one) => withDisplay((other) => playwright([one, other]))) },
  { name: 'installed station', run: () => withDisplay(installed) },
]

/** Runs one stage, says how it went and never throws: a stage that broke is a failure that counts. */
export async function runStage({ name, run }) {
  const began = Date.now()
  const counts = await run().catch((error) => {
    say(`${name}: ${error.stack}`)
    return { passed: 0, failed: 1 }
  })
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  const verdict = counts.failed === 0 ? (counts.verdict ?? 'good') : 'FAILED'
  say(`${name}: ${verdict}${countsIn(counts)}, ${seconds} s`)
  return counts
}

const countsIn = ({ passed, failed }) => (passed + failed === 0 ? '' : ` (${passed} passed, ${failed} failed)`)

async function tool(name, args) {
  const code = await start(name, args, 5 * minute)
  return { passed: 0, failed: code === 0 ? 0 : 1 }
}

/** Made anew, started, and looked at from outside. */
async function installed(display) {
  if (process.platform !== 'linux') return { passed: 0, failed: 0, verdict: 'none here' }
  const child = startChild(process.execPath, [inRoot('build', 'dist.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if ((await child.ended) !== 0) return { passed: 0, failed: 1 }
  return vitest('installed', 10 * minute, { ...process.env, DISPLAY: display, WAYLAND_DISPLAY: '' })
}

function vitest(project, timeoutMs, env) {
  const folder = project === 'unit' ? 'test' : join('test', project)
  const args = [
    'run',
    '--config',
    'build/vitest.config.mjs',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
  ]
  return counted(project, folder, vitestCounts, (report) =>
    start('vitest', [...args, `--outputFile.json=${report}`], timeoutMs, env),
  )
}

function playwright(displays) {
  const env = { ...process.env, DISPLAYS: displays.join(' '), ELECTRON_OVERRIDE_DIST_PATH: electronDist() }
  // Without this Electron would rather take the Wayland session of whoever runs the tests.
  delete env.WAYLAND_DISPLAY
  return counted('e2e', join('test', 'e2e'), playwrightCounts, (report) =>
    start('playwright', ['test', '--config', 'build/playwright.config.mjs'], 20 * minute, {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    }),
  )
}

/** Counts from the runner's own report. A runner that fails without a failed test, or runs none, has failed. */
async function counted(name, folder, read, run) {
  if (!hasTests(inRoot(folder))) return { passed: 0, failed: 0, verdict: 'none here' }
  const report = inRoot('out', 'reports', `${name}.json`)
  mkdirSync(dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const code = await run(report)
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const counts = read(JSON.parse(readFileSync(report, 'utf8')))
  const isBroken = counts.failed === 0 && (code !== 0 || counts.passed === 0)
  return isBroken ? { ...counts, failed: 1 } : counts
}

const hasTests = (folder) =>
  existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => /\.(test|spec)\.tsx?$/.test(name))

function vitestCounts({ numPassedTests, numFailedTests, testResults }) {
  const unread = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(isFailed),
  )
  return { passed: numPassedTests, failed: numFailedTests + unread.length }
}

const isFailed = ({ status }) => status === 'failed'

const playwrightCounts = ({ stats, errors }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + errors.length,
  ...(stats.flaky > 0 && { verdict: `good, ${stats.flaky} of them only at the second try` }),
})

/** Runs a tool of node_modules with its words on our stderr and stdout; a tool that hangs is ended. */
async function start(name, args, timeoutMs, env = process.env) {
  const child = startChild(inRoot('node_modules', '.bin', name), args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const timer = setTimeout(() => {
    say(`${name} has run for ${timeoutMs / minute} minutes and is ended`)
    child.kill('SIGKILL')
  }, timeoutMs)
  const code = await child.ended
  clearTimeout(timer)
  return code
}
