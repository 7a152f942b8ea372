import { type ElectronApplication, expect, type Page } from '@playwright/test'
import { appOf } from './app'

export const imei = '490154203237518'

/** How long a hand takes from one key to the next. */
export const handMs = 110

/** What a scanner does: characters at once, then Enter. Then a hand may come to the keys. */
export async function scan(page: Page, code: string): Promise<void> {
  await burst(appOf(page), `${code}\n`)
  await page.waitForTimeout(handMs)
}

/** What a hand does: no text field takes what comes as fast as a scanner. */
export const typeByHand = (page: Page, text: string): Promise<void> => page.keyboard.type(text, { delay: handMs })

/** A scanner that no busy machine slows down: all keys wait in the window at once. */
export const burst = (app: ElectronApplication, code: string): Promise<void> =>
  app.evaluate(({ BrowserWindow }, keys) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    for (const key of keys) {
      const keyCode = { '\n': 'Enter', '\t': 'Tab' }[key] ?? key
      const modifiers: 'shift'[] = /[A-Z~!@#$%^&*()_+{}|:"<>?]/.test(key) ? ['shift'] : []
      contents?.sendInputEvent({ type: 'keyDown', keyCode, modifiers })
      if (keyCode === key) contents?.sendInputEvent({ type: 'char', keyCode, modifiers })
      contents?.sendInputEvent({ type: 'keyUp', keyCode, modifiers })
    }
  }, code)

export const verdict = (page: Page, word: string) => page.getByRole('heading', { level: 1, name: word, exact: true })

export const reader = (page: Page, number: number) =>
  page
    .getByRole('list', { name: 'Readers as they stand on the table' })
    .getByRole('listitem')
    .nth(number - 1)

/** Leaves one card on the table, so that nothing is to be chosen. */
export async function onlyCardIn(
  page: Page,
  one: number,
  all: number,
  remove: (reader: number) => Promise<unknown>,
): Promise<void> {
  for (let number = 1; number <= all; number++) if (number !== one) await remove(number)
  for (let number = 1; number <= all; number++)
    await expect(reader(page, number)).toContainText(number === one ? 'Card in' : 'Insert card')
}

/** From an empty scan to a job that runs, by keys alone. */
export async function startJob(page: Page, code = imei, number?: number): Promise<void> {
  await toReview(page, code, number)
  await page.keyboard.press('Enter')
}

/** From an empty scan to the review, until the card has been looked at: what is cued now meets the job. */
export async function toReview(page: Page, code = imei, number?: number): Promise<void> {
  await scan(page, code)
  await expect(page.getByText('IMEI, check digit fits')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'This will be on the card.' })).toBeVisible()
  if (number !== undefined) await page.keyboard.press(String(number))
  await expect(page.getByText(/^This card has room for/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Write the card' })).toBeEnabled()
}
