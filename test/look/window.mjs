// The window on the stand-in station, and whoever looks at it.
import { setTimeout as sleep } from 'node:timers/promises'
import { launchElectron } from '../../build/launch.mjs'
import { inRoot } from '../../build/stamp.mjs'

const address = 'app://bootstation/index.html'
/** How long a hand takes from one key to the next. */
const handMs = 110

/** Opens the window for as long as the work lasts. */
export async function withWindow(display, work) {
  const app = await launchElectron([inRoot('test', 'look', 'main.mjs')], display ? { DISPLAY: display } : {})
  try {
    const page = await app.firstWindow()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await work(page)
  } finally {
    await app.close()
  }
}

/** Goes to a place of a window that was just loaded, in a language and for hands with gloves or without. */
export async function goTo(page, { scene, steps, hash }, { language, density }) {
  // A hash alone would load nothing anew.
  await page.goto(
    `${address}?${new URLSearchParams({ scene, language, density, at: String(performance.now()) })}${hash}`,
  )
  // It knows its station: what a key does before is another thing.
  await page.locator('.side-foot .chip:visible').first().waitFor()
  await page.evaluate(() => window.hands.manner({ phaseMs: 10 }))
  for (const step of steps) await take(page, step)
  await page.evaluate(() => document.fonts.ready)
}

async function take(page, step) {
  const [act, ...rest] = step.split(':')
  const what = rest.join(':')
  if (step === 'slow') await page.evaluate(() => window.hands.manner({ phaseMs: 600_000 }))
  else if (act === 'wants') await page.evaluate((wants) => window.hands.manner({ failAt: 'write', wants }), what)
  else if (act === 'fail') await page.evaluate((failAt) => window.hands.manner({ failAt }), what)
  else if (act === 'scan') await page.evaluate((code) => window.hands.scan(code), what).then(() => sleep(handMs))
  else if (act === 'type') await page.keyboard.type(what, { delay: handMs })
  else if (act === 'press') await page.locator(what).first().click()
  else if (act === 'hold') await hold(page, what)
  else if (act === 'pick') await page.locator(what).first().selectOption({ index: 1 })
  else if (act === 'until') await page.locator(what).first().waitFor({ timeout: 10_000 })
  else await page.keyboard.press(step)
}

/** What is held for a second. */
async function hold(page, what) {
  await page.locator(what).first().hover()
  await page.mouse.down()
  await page.locator(what).first().waitFor({ state: 'detached' })
  await page.mouse.up()
}

/** Scrolls to what a place shows below the edge of a display as it is now; false where all was in sight before. */
export async function toBelow(page, { below }) {
  if (below === '') return true
  return await page
    .locator(below)
    .first()
    .evaluate((shown) => {
      shown.scrollIntoView({ block: 'end' })
      for (let around = shown; around !== null; around = around.parentElement) if (around.scrollTop > 0) return true
      return false
    })
}

/** How the display is: its size, its light, and what a person's eyes ask of it. */
export async function light(page, { size, theme, eyes }) {
  const [width, height] = size
  const zoomed = eyes === 'zoom' ? 2 : 1
  await page.setViewportSize({ width: width / zoomed, height: height / zoomed })
  await page.emulateMedia({
    colorScheme: theme,
    reducedMotion: 'reduce',
    forcedColors: eyes === 'forced' ? 'active' : 'none',
  })
  await page.evaluate((isGrey) => {
    document.documentElement.style.filter = isGrey ? 'grayscale(1)' : ''
  }, eyes === 'grey')
}
