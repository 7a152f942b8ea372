import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { test as base, type ElectronApplication, expect as expected, type Page } from '@playwright/test'
import { asRoot, electronBinary } from '../../build/electron.mjs'
import { launchElectron } from '../../build/launch.mjs'
import { type Bench, openBench } from './bench'

const root = resolve(import.meta.dirname, '..', '..')

type Room = { readonly bench: Bench; readonly app: ElectronApplication }

/** The real window on a real bench: every test has its own. */
export const test = base.extend<Room & { readers: number; station: Page }>({
  readers: [4, { option: true }],
  bench: async ({ readers }, use) => {
    const bench = await openBench(readers)
    await use(bench)
    await bench.close()
  },
  app: async ({ bench }, use) => {
    const app = await launch(bench.home)
    await use(app)
    await ended(app)
  },
  station: async ({ app }, use) => {
    await use(await pageOf(app))
  },
})
export { expect } from '@playwright/test'

/** The same for tests that leave nothing behind: those of a file share one, and the page is loaded again for each. */
export function testsOfOneWindow() {
  const held: { room?: Room; close?: () => Promise<void> } = {}
  test.beforeAll(async () => {
    const bench = await openBench(4)
    held.close = bench.close
    const app = await launch(bench.home)
    held.room = { bench, app }
    // A page that is loaded again while it loads may never be done with it.
    await pageOf(app)
  })
  test.afterAll(async () => {
    if (held.room) await ended(held.room.app)
    await held.close?.()
  })
  const room = (): Room => {
    if (held.room === undefined) throw new Error('the window was not opened')
    return held.room
  }
  return test.extend({
    bench: async ({ readers: _ }, use) => use(room().bench),
    app: async ({ bench: _ }, use) => use(room().app),
    station: async ({ app }, use) => {
      const page = await loadedPageOf(app)
      await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
      await page.setViewportSize({ width: 1280, height: 800 })
      // A window that is loaded again otherwise goes on where it was.
      await page.evaluate("history.replaceState(null, '')")
      await page.reload()
      await use(await pageOf(app))
    },
  })
}

export async function launch(home: string): Promise<ElectronApplication> {
  const app = await launchElectron(['.'], { BOOTSTATION_HOME: home })
  const words: string[] = []
  const child = app.process()
  held.set(app, { child, words })
  child.stderr?.on('data', (part: Buffer) => {
    words.push(part.toString())
    if (words.length > 200) words.shift()
  })
  return app
}

/** For as long as a card in its write may keep a window open, twice. */
const END_MS = 40_000

/** A program that does not end is ended, with what it said, and fails its test: it would keep its worker for ever. */
async function ended(app: ElectronApplication): Promise<void> {
  const { child, words } = held.get(app) ?? { child: app.process(), words: [] }
  let isKilled = false
  const timer = setTimeout(() => {
    isKilled = child.kill('SIGKILL')
  }, END_MS)
  await app.close().catch(() => undefined)
  clearTimeout(timer)
  if (isKilled) throw new Error(`the window did not end:\n${words.join('')}`)
}

/** The process of each program and its last words: a program that is gone cannot be asked for them. */
const held = new WeakMap<ElectronApplication, { readonly child: ChildProcess; readonly words: readonly string[] }>()

/** The exit code of the program as anybody starts it, without a hold on it. */
export const startSecond = (home: string): Promise<number | null> =>
  new Promise((ended, failed) => {
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
    const options: SpawnOptions = { cwd: root, env: { ...env, BOOTSTATION_HOME: home }, stdio: 'ignore' }
    spawn(electronBinary() ?? '', ['.', ...asRoot], options)
      .once('error', failed)
      .once('exit', ended)
  })

/** Keys that come at once are pressed by the program that has the page. */
const programs = new WeakMap<Page, ElectronApplication>()
export function appOf(page: Page): ElectronApplication {
  const app = programs.get(page)
  if (app === undefined) throw new Error('a page that no program was started for')
  return app
}

/** The first window can still be empty: it is ready once it asks for a scan or shows a job. */
export async function pageOf(app: ElectronApplication): Promise<Page> {
  const page = await loadedPageOf(app)
  programs.set(page, app)
  await page.locator('ol.steps').waitFor()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return page
}

/** The first window can still be blank, and then waits for ever for what is asked of it; whether its load event was seen does not matter. */
async function loadedPageOf(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  await expected.poll(() => page.url(), { timeout: 30_000 }).toBe('app://bootstation/')
  return page
}

/** A picture for people to look at. */
export const picture = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: join(root, 'test-results', `${name}.png`) })
