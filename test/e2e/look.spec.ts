import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Choice } from '../../shared/choices'
import { expect, launch, pageOf, picture, test } from './app'
import type { Bench } from './bench'
import { cutOff, small } from './in-page.mjs'
import { visitEach } from './places'

const sizes = [
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
] as const

/** The window as it was chosen to look, closed when the work is done. */
async function withLook(bench: Bench, choice: Choice, work: (page: Page) => Promise<void>): Promise<void> {
  await writeFile(join(bench.home, 'choices.json'), JSON.stringify(choice))
  const app = await launch(bench.home)
  try {
    await work(await pageOf(app))
  } finally {
    await app.close()
  }
}

const looks = {
  'en-light': [{ language: 'en' }, 'light'],
  'de-dark': [{ language: 'de' }, 'dark'],
  'ar-light': [{ language: 'ar' }, 'light'],
  'ar-dark-glove': [{ language: 'ar', density: 'glove' }, 'dark'],
  'en-glove': [{ language: 'en', density: 'glove' }, 'light'],
  longer: [{ language: 'en-XA' }, 'light'],
} as const satisfies Readonly<Record<string, readonly [Choice, 'light' | 'dark']>>

test.describe.configure({ timeout: 300_000 })

for (const [name, [choice, colorScheme]] of Object.entries(looks))
  test(`nothing is cut off at any place, and axe finds nothing: ${name}`, async ({ bench }) => {
    await withLook(bench, choice, async (page) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const found: string[] = []
      await visitEach(page, async (place) => {
        for (const size of sizes) {
          await page.setViewportSize(size)
          await picture(page, `look-${place}-${name}-${size.width}`)
          found.push(...(await page.evaluate(cutOff)).map((said) => `${place}, ${size.width}: cut off ${said}`))
          if ('density' in choice)
            found.push(...(await page.evaluate(small)).map((said) => `${place}, ${size.width}: small ${said}`))
        }
        found.push(...(await violations(page)).map((said) => `${place}: ${said}`))
      })
      expect([...new Set(found)]).toEqual([])
    })
  })

test('the style page shows every part in every state', async ({ station }) => {
  await station.evaluate("location.hash = '#style'")
  await station.keyboard.press('F3')
  await expect(station.getByRole('heading', { name: 'Style' })).toBeVisible()
  await station.setViewportSize({ width: 1440, height: 2600 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await station.emulateMedia({ colorScheme })
    await picture(station, `style-${colorScheme}`)
    expect(await violations(station)).toEqual([])
  }
})

/** Electron has no second page, which axe would otherwise use for its report. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
}
