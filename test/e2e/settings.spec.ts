import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { Choices } from '../../shared/choices'
import { data } from '../look/data.mjs'
import { expect, launch, pageOf, picture, test } from './app'
import { typeByHand } from './hands'
import { small, untranslated } from './in-page.mjs'
import { visitEach } from './places'

test.describe.configure({ timeout: 180_000 })
test.use({ readers: 2 })

const html = (page: Page) => page.locator('html')
const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click()

test('whatever the station says is said in the language that was chosen, and a choice holds at once and is kept', async ({
  bench,
}) => {
  const file = join(bench.home, 'choices.json')
  const kept = async () => Choices.partial().parse(z.json().parse(JSON.parse(await readFile(file, 'utf8'))))
  await writeFile(file, JSON.stringify({ language: 'en-XA' }))
  const app = await launch(bench.home)
  const page = await pageOf(app)

  const found: string[] = []
  await visitEach(page, async (place) => {
    const words = await page.evaluate(untranslated, { source: data.source, flags: data.flags })
    found.push(...words.map((said) => `${place}: ${said}`))
  })
  expect([...new Set(found)]).toEqual([])

  await choose(page, 'Deutsch')
  await expect(html(page)).toHaveAttribute('lang', 'de')
  await page.keyboard.press('F12')
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible()
  await choose(page, 'Dunkel')
  await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  await choose(page, 'Handschuhe')
  await expect(html(page)).toHaveAttribute('data-density', 'glove')
  expect(await page.evaluate(small)).toEqual([])
  // Faster than the station answers.
  const volume = page.getByRole('slider', { name: 'Lautstärke' })
  const before = Number(await volume.inputValue())
  await volume.focus()
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft')
  await expect(volume).toHaveValue(String(before - 3))
  await expect.poll(kept).toMatchObject({ volume: before - 3 })
  await choose(page, 'Aus')
  await page.getByRole('textbox').click()
  await typeByHand(page, 'Nord')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect
    .poll(kept)
    .toMatchObject({ language: 'de', theme: 'dark', density: 'glove', isMuted: true, name: 'Nord' })
  await picture(page, 'settings-de')

  await choose(page, 'العربية')
  await expect(html(page)).toHaveAttribute('dir', 'rtl')
  await expect(html(page)).toHaveAttribute('data-density', 'glove')
  await page.keyboard.press('F12')
  await picture(page, 'settings-ar')
  await expect.poll(async () => (await kept()).language).toBe('ar')
  await app.close()
})
