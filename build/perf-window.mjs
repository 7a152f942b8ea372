// `npm run perf:window -- --changes N`: frames a second of the line's page with sixteen lanes that change N times a second
// each, in Electron on a display of its own, beside an empty page in the same window. One JSON line; under the bars it ends with 1.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { withDisplay } from './display.mjs'
import { launchElectron } from './launch.mjs'
import { inRoot } from './stamp.mjs'

const { values } = parseArgs({ options: { changes: { type: 'string', default: '5' } } })
const changes = Number(values.changes)
const seconds = 4
const rounds = 3
/** As many as the display shows; of a machine that shows fewer of an empty page, nearly as many as of that. */
const bars = { fps: 58, ratio: 0.95, cpuMsPerSecond: 400 }

const folder = inRoot('out', 'perf-window')
const program = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900, webPreferences: { backgroundThrottling: false } }).loadURL('about:blank'))`

await build({
  root: inRoot('test', 'renderer', 'stand-in'),
  configFile: false,
  base: './',
  plugins: [react()],
  logLevel: 'error',
  build: { outDir: join(folder, 'page'), emptyOutDir: true, target: 'chrome130', modulePreload: { polyfill: false } },
})
mkdirSync(join(folder, 'app'), { recursive: true })
writeFileSync(join(folder, 'app', 'package.json'), '{ "name": "perf-window", "main": "main.cjs" }')
writeFileSync(join(folder, 'app', 'main.cjs'), program)
const server = await serve()
try {
  const result = await withDisplay((display) => measure(display, `http://127.0.0.1:${server.address().port}`))
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode =
    (result.fps >= bars.fps || result.ratio >= bars.ratio) && result.cpuMsPerSecond <= bars.cpuMsPerSecond ? 0 : 1
} finally {
  server.close()
}

async function measure(display, url) {
  const app = await launchElectron([join(folder, 'app')], { DISPLAY: display })
  try {
    const page = await app.firstWindow()
    const busy = []
    const empty = []
    for (let round = 0; round < rounds; round++) {
      await page.goto(`${url}/empty.html`)
      empty.push(await frames(page))
      await page.goto(`${url}/index.html?scene=line-16`)
      await page.locator('.app').waitFor()
      await page.keyboard.press('F6')
      await page.locator('.lane').nth(15).waitFor()
      await page.evaluate((often) => window.hands.busy(often), changes)
      const before = await cpuOf(app)
      const drawn = await frames(page)
      busy.push({ ...drawn, cpuMsPerSecond: Math.round((1000 * ((await cpuOf(app)) - before)) / seconds) })
    }
    const best = (all) => all.toSorted((one, other) => other.fps - one.fps)[0]
    const [line, nothing] = [best(busy), best(empty)]
    return {
      lanes: 16,
      changesPerSecond: changes * 16,
      ...line,
      emptyFps: nothing.fps,
      emptyP95Ms: nothing.p95Ms,
      ratio: Number((line.fps / nothing.fps).toFixed(3)),
      rounds: busy.map(({ fps }, at) => [fps, empty[at].fps]),
    }
  } finally {
    await app.close()
  }
}

/** Seconds that the page and what draws it have worked: a busy machine does not change them. */
function cpuOf(app) {
  return app.evaluate(({ app: program }) =>
    program
      .getAppMetrics()
      .filter(({ type }) => type === 'Tab' || type === 'GPU')
      .reduce((sum, { cpu }) => sum + (cpu.cumulativeCPUUsage ?? 0), 0),
  )
}

/** How often the page is drawn, how long the longest frames took, and what the page's own thread did of it. */
async function frames(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const spent = async () =>
    Object.fromEntries((await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]))
  const before = await spent()
  const gaps = await page.evaluate(
    (ms) =>
      new Promise((resolve) => {
        const all = []
        const began = performance.now()
        let last = began
        const tick = (now) => {
          all.push(now - last)
          last = now
          if (now < began + ms) requestAnimationFrame(tick)
          else resolve(all)
        }
        requestAnimationFrame(tick)
      }),
    seconds * 1000,
  )
  const after = await spent()
  await session.detach()
  gaps.sort((one, other) => one - other)
  const perSecond = (name) => Math.round((1000 * (after[name] - before[name])) / seconds)
  return {
    fps: Number((gaps.length / seconds).toFixed(1)),
    p95Ms: Number(gaps[Math.floor(gaps.length * 0.95)].toFixed(1)),
    worstMs: Number(gaps.at(-1).toFixed(1)),
    scriptMsPerSecond: perSecond('ScriptDuration'),
    styleMsPerSecond: perSecond('RecalcStyleDuration') + perSecond('LayoutDuration'),
  }
}

async function serve() {
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
  const serving = createServer(({ url }, response) => {
    const name = url.slice(1).replace(/\?.*/, '')
    const body = name === 'empty.html' ? '<!doctype html><title>empty</title>' : fileOf(name)
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
    })
    response.end(body)
  })
  await new Promise((listening) => serving.listen(0, '127.0.0.1', listening))
  return serving
}

function fileOf(name) {
  try {
    return readFileSync(join(folder, 'page', name))
  } catch {
    return undefined
  }
}
