import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Choice } from '../../shared/choices'
import { launch, pageOf, picture, test } from './app'
import { cutOff } from './cut-off.mjs'
import { visitEach } from './places'

const sizes = [
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
] as const

/** Every place as it is chosen to look, in two sizes. */
function looks(name: string, choice: Choice, scheme: 'light' | 'dark'): void {
  test(`every place, ${name}`, async ({ bench }) => {
    test.setTimeout(300_000)
    await writeFile(join(bench.home, 'choices.json'), JSON.stringify(choice))
    const app = await launch(bench.home)
    try {
      const page = await pageOf(app)
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      const cut: string[] = []
      await visitEach(page, async (place) => {
        for (const size of sizes) {
          await resize(page, size)
          await picture(page, `look-${place}-${name}-${size.width}`)
          cut.push(...(await page.evaluate(cutOff)).map((said) => `${place} ${size.width} ${said}`))
        }
      })
      test.expect([...new Set(cut)]).toEqual([])
    } finally {
      await app.close()
    }
  })
}

async function resize(page: Page, size: (typeof sizes)[number]): Promise<void> {
  await page.setViewportSize(size)
}

looks('en-light', { language: 'en' }, 'light')
looks('de-dark', { language: 'de' }, 'dark')
looks('ar-light', { language: 'ar' }, 'light')
looks('ar-dark-glove', { language: 'ar', density: 'glove' }, 'dark')
looks('en-glove', { language: 'en', density: 'glove' }, 'light')
looks('longer', { language: 'en-XA' }, 'light')
