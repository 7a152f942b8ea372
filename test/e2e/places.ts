import type { Page } from '@playwright/test'
import { imei, scan } from './hands'

/** Goes to every place of the window by keys alone, in whatever language, with one job done on the way. */
export async function visitEach(page: Page, visit: (place: string) => Promise<void>): Promise<void> {
  const seen = async (place: string, selector: string): Promise<void> => {
    await page.locator(selector).first().waitFor()
    await visit(place)
  }
  const ready = 'footer button.btn-act:not([data-disabled])'
  await seen('scan', '.work-scan')
  await scan(page, imei)
  await seen('scanned', `.work-scan ~ ${ready}`)
  await page.keyboard.press('Enter')
  await page.locator('.work-review').waitFor()
  await page.keyboard.press('1')
  await seen('review', `.work-review ~ ${ready}`)
  await page.keyboard.press('Enter')
  await seen('result', '.work-result .light')
  await page.keyboard.press('Enter')
  await page.keyboard.press('F3')
  await seen('readers', '.readers-page table')
  await page.keyboard.press('1')
  await seen('card', '.bench-story')
  await page.keyboard.press('F4')
  await page.locator('.records-page tbody tr').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await seen('records', '.records-page')
  await page.keyboard.press('F5')
  await page.locator('.composer').waitFor()
  await scan(page, imei)
  await seen('composer', '.composing [role=treeitem]')
  await page.keyboard.press('F9')
  await seen('inbox', '.find')
  await page.keyboard.press('F6')
  await seen('batches', 'main')
  await page.keyboard.press('F10')
  await seen('counter', 'main')
  await page.keyboard.press('F12')
  await seen('settings', '.settings-page .told')
  await page.keyboard.press('F1')
  await seen('help', '.help')
  await page.keyboard.press('Escape')
}
