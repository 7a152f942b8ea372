import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathsOf } from '../../electron/home'
import { expect, launch, pageOf, picture, test } from './app'
import { scan, typeByHand } from './hands'
import { keepShift } from './shift-records'

test('a shift is seen as charts with their findings in words', async ({ bench }) => {
  keepShift(pathsOf(bench.home).database, Date.now())
  const app = await launch(bench.home)
  const page = await pageOf(app)
  await page.keyboard.press('F4')
  await page.getByRole('heading', { name: 'Records' }).waitFor()
  const list = page.getByRole('region', { name: 'Records' })
  await expect(list).toContainText('1,400 records')
  // Only the rows around what is seen are in the page; the rest comes as one walks on.
  await page.locator('.list .scroll').evaluate((place) => {
    const walk = new Promise<void>((done) => {
      const on = () => {
        place.scrollTop = place.scrollHeight
        if (Number(place.querySelector('table')?.getAttribute('aria-rowcount')) > 1400) done()
        else setTimeout(on, 16)
      }
      on()
    })
    return walk
  })
  await expect(list.locator('tr[aria-rowindex="1401"]')).toBeVisible()
  expect(await list.locator('tr[data-row]').count()).toBeLessThan(80)
  await picture(page, 'records-end')
  await page.keyboard.press('F4')

  const chart = (name: string) => page.getByRole('figure', { name })
  await expect(chart('Yield, first try')).toContainText(/9\d\.\d % of 1,\d{3} cards\. .* outside the limits/)
  await expect(chart('Reasons for FAIL').getByRole('row', { name: 'Card too small' })).toBeVisible()
  await expect(chart('From card to card in one reader')).toContainText(
    /Half below \d+\.\d s from card to card; the card takes 8\.\d s/,
  )
  await expect(chart('Readers, lots and templates')).toContainText(
    /fail, elsewhere .* \(p < 0\.001\)\. Clean its contacts/,
  )
  await expect(chart('Outbox now')).toContainText('Nothing waits for the DM Server.')
  // The drawings can be read without seeing them.
  await expect(page.getByRole('table', { name: 'Yield, first try' }).getByRole('row')).not.toHaveCount(0)

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height })
      await picture(page, `charts-${colorScheme}-${width}`)
    }
  }

  await page.getByLabel('Of which reader').selectOption('Virtual PCD 00 03')
  await expect(chart('Yield, first try')).toContainText(/of 1[67]\d cards/)
  await page.getByLabel('Of which template').selectOption('uicc-dm20')
  await expect(chart('Yield, first try')).toContainText('No card was tried in this time.')
  await page.getByLabel('Of which template').selectOption('')
  await page.getByLabel('Of which reader').selectOption('')

  await page.getByRole('radio', { name: 'From … to' }).click()
  await expect(chart('Yield, first try')).toContainText(/of 1,\d{3} cards/)
  const from = page.getByLabel('From, as')
  const save = page.getByRole('button', { name: 'Shift report as PDF' })
  await from.selectText()
  await typeByHand(page, '2020-02-30 06:00')
  await expect(from).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText(/^No time is chosen/)).toBeVisible()
  await expect(chart('Yield, first try')).toBeHidden()
  await expect(save).toBeDisabled()
  await picture(page, 'charts-no-time')
  // The arrows are for what is typed.
  for (let steps = 0; steps < 6; steps++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await typeByHand(page, '28')
  await expect(from).toHaveValue('2020-02-28 06:00')
  await expect(chart('Yield, first try')).toContainText(/of 1,\d{3} cards/)
  await expect(save).toBeEnabled()
  await from.fill('2020-01-31 06:00')
  await page.getByLabel('Until, as').fill('2020-01-31 14:00')
  await expect(chart('Yield, first try')).toContainText('No card was tried in this time.')
  await picture(page, 'charts-own-time')
  await page.getByRole('radio', { name: 'Last 8 hours' }).click()
  await expect(chart('Yield, first try')).toContainText(/of 1,\d{3} cards/)

  await page.getByRole('button', { name: 'Shift report as PDF' }).click()
  await expect(page.getByText(/^Saved: .*\.pdf$/)).toBeVisible()
  const [report = ''] = readdirSync(pathsOf(bench.home).reports)
  expect(
    readFileSync(join(pathsOf(bench.home).reports, report))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')

  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Today' })).toBeChecked()
  await scan(page, '356938000000076')
  await expect(page.getByRole('region', { name: 'One record' })).toBeVisible()
  await app.close()
})

test('charts of nothing say so, and a scan leads back to the list', async ({ station }) => {
  await station.keyboard.press('F4')
  await station.keyboard.press('F4')
  await expect(station.getByRole('figure', { name: 'Yield, first try' })).toContainText(
    'No card was tried in this time.',
  )
  await expect(station.getByRole('figure', { name: 'Reasons for FAIL' })).toContainText('No card failed.')
  await picture(station, 'charts-empty')
  await station.keyboard.press('Escape')
  await expect(station.getByRole('searchbox').or(station.getByLabel('Search records'))).toBeVisible()
})
