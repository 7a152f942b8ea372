import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, picture, test } from './app'
import { typeByHand } from './hands'

const devices = ['490154203237518', '352099001761481', '356938035643809', '351451208401216']

const lane = (page: Page, number: number) =>
  page
    .getByRole('list', { name: 'Lanes as they stand on the table' })
    .getByRole('listitem')
    .nth(number - 1)

const foot = (page: Page) => page.getByRole('region', { name: 'What to do next' })

/** From the page of one card to a batch that was made, by keys alone. */
async function makeBatch(page: Page, name: string, quantity: number): Promise<void> {
  await page.keyboard.press('F6')
  await expect(foot(page)).toContainText('Choose a batch to work on.')
  await page.keyboard.press('Enter')
  await expect(page.getByText('No batch yet.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name')).toBeFocused()
  await typeByHand(page, name)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await typeByHand(page, String(quantity))
}

/** The line works on a batch of so many, armed; devices come from a range. */
async function runBatch(page: Page, quantity: number): Promise<void> {
  await makeBatch(page, 'r1', quantity)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('File of identities')).toBeFocused()
  await page.getByRole('radio', { name: 'A range' }).click()
  await page.getByLabel('First identity').fill('35693803564380')
  await page.getByLabel('Last identity').fill('35693803564389')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing is wrong.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('10 identities are in the batch now.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('10 imported, 10 free')).toBeVisible()
  await page.keyboard.press('Enter')
  for (const said of ['Start the batch.', 'Switch auto-start on.', 'Start by itself?']) {
    await expect(foot(page)).toContainText(said)
    await page.keyboard.press('Enter')
  }
}

test('with the DM Server away a lane waits, a pulled card is asked back, and a card is set aside with a reason', async ({
  station,
  bench,
}) => {
  await station.emulateMedia({ colorScheme: 'dark' })
  await station.setViewportSize({ width: 1024, height: 768 })
  for (const number of [1, 2, 3, 4]) await bench.card(number, 'remove')
  await runBatch(station, 6)
  await expect(foot(station)).toContainText('Insert a card in 1.')
  await picture(station, 'line-empty')

  await bench.server('down')
  await bench.card(1, 'insert')
  await expect(lane(station, 1)).toHaveAttribute('data-look', 'wait')
  await expect(lane(station, 1)).toContainText('To hold tray')
  await station.keyboard.press('F7')
  await expect(foot(station)).toContainText('Go on')
  await bench.card(2, 'insert')
  await expect(lane(station, 2)).toContainText('Waits: batch is paused')
  await bench.card(2, '--tear-at', '1:20')
  await station.keyboard.press('F7')
  await expect(foot(station)).toContainText('Auto-start on')
  await expect(lane(station, 2)).toContainText('Put card back')
  await picture(station, 'line-wait')
  await bench.server('up')
  await expect(lane(station, 1)).toHaveAttribute('data-look', 'pass', { timeout: 60_000 })
  await bench.card(2, 'insert')
  await expect(lane(station, 2)).toHaveAttribute('data-look', 'pass')

  await station.keyboard.press('1')
  await station.keyboard.press('Delete')
  await expect(lane(station, 1)).toContainText('Why is it set aside?')
  await picture(station, 'line-reasons')
  await station.keyboard.press('6')
  await expect(station.getByRole('region', { name: 'Batch' })).toContainText('Set aside1')
  await expect(lane(station, 1)).toHaveAttribute('data-look', 'fail')
  await expect(lane(station, 1)).toContainText('Set aside by a person')
  await station.keyboard.press('F7')
  await expect(foot(station)).toContainText('Go on')
  await picture(station, 'line-paused')
})

test('a batch of four goes over the line with one bad card, from its list to its closing, by keys alone', async ({
  station,
  bench,
}) => {
  await bench.card(3, 'swap', '--kind', 'small')
  const list = join(bench.home, 'd.csv')
  await writeFile(list, `IMEI\n${devices.join('\n').slice(0, -1)}7\n`)

  await makeBatch(station, 'a4', 4)
  await picture(station, 'batch-new')
  await station.keyboard.press('Enter')
  await expect(station.getByLabel('File of identities')).toBeFocused()
  await typeByHand(station, list)
  await station.keyboard.press('Enter')
  await expect(station.getByRole('row', { name: /Row 5, IMEI The check digit does not fit/ })).toBeVisible()
  await picture(station, 'batch-import-wrong')
  await writeFile(list, `IMEI\n${devices.join('\n')}\n`)
  await station.keyboard.press('Enter')
  await expect(station.getByText('Nothing is wrong.')).toBeVisible()
  await picture(station, 'batch-import')
  await station.keyboard.press('Enter')
  await expect(station.getByText('4 identities are in the batch now.')).toBeVisible()
  await station.keyboard.press('Enter')
  await expect(station.getByText('4 imported, 4 free')).toBeVisible()
  await picture(station, 'batch-ready')

  await station.keyboard.press('Enter')
  await expect(foot(station)).toContainText('Start the batch.')
  await station.keyboard.press('Enter')
  await expect(foot(station)).toContainText('Switch auto-start on.')
  await expect(lane(station, 3)).toContainText('Waits: auto-start off')
  await picture(station, 'line-unarmed')
  await station.keyboard.press('Enter')
  await expect(foot(station)).toContainText('Start by itself?')
  await picture(station, 'line-arming')
  await station.keyboard.press('Enter')

  for (const number of [1, 2, 4]) await expect(lane(station, number)).toHaveAttribute('data-look', 'pass')
  await expect(lane(station, 3)).toHaveAttribute('data-look', 'fail')
  await expect(foot(station)).toContainText('Put the card from 3 in tray A')
  await picture(station, 'line-verdicts')

  await station.keyboard.press('3')
  await expect(lane(station, 3)).toContainText('Too small')
  await expect(lane(station, 3)).toContainText('Rehearse')
  await picture(station, 'line-story')
  await station.keyboard.press('Escape')
  for (const number of [3, 1, 2, 4]) await bench.card(number, 'remove')
  await expect(foot(station)).toContainText('3 good + 1 set aside + 0 unused = 4. Closing is final.')
  await expect(station.getByRole('region', { name: 'Batch' })).toContainText('3of 4 good')
  await picture(station, 'line-over')
  await station.keyboard.press('Enter')
  await station.keyboard.down('Enter')
  await expect(foot(station)).toContainText('This batch is closed.')
  await station.keyboard.up('Enter')
  await station.keyboard.press('Escape')
  await expect(station.getByText('Every piece is accounted for.')).toBeVisible()
  await picture(station, 'batch-closed')
})
