import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appOf, expect, picture, test } from './app'
import { typeByHand } from './hands'

test.use({ readers: 1 })

test('a batch gets its devices from a chosen file, tells what is wrong with another, and is closed by holding', async ({
  station,
  bench,
}) => {
  await station.keyboard.press('F6')
  await station.keyboard.press('Enter')
  await expect(station.getByText('No batch yet.')).toBeVisible()
  await station.keyboard.press('Enter')
  await expect(station.getByLabel('Name')).toBeFocused()
  await typeByHand(station, 'b1')
  await station.getByLabel('How many cards').fill('2')
  await station.getByLabel('Or failures in all').fill('5')
  await station.getByLabel('Among the last').fill('4')
  await expect(station.getByText('At most as many failures as pieces, 1 to 1000').first()).toBeVisible()
  await expect(station.getByRole('button', { name: 'Make this batch' })).toBeDisabled()
  await station.getByLabel('Among the last').fill('20')
  await station.getByRole('radio', { name: 'Only today’s' }).click()
  await picture(station, 'batch-new')
  await station.getByRole('button', { name: 'Make this batch' }).click()

  const chosen = async (name: string, content: string) => {
    const path = join(bench.home, name)
    writeFileSync(path, content)
    await appOf(station).evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] })
    }, path)
    await station.getByRole('button', { name: /^Choose/ }).click()
    await expect(station.getByLabel('File of identities')).toHaveValue(path)
    await station.getByLabel('File of identities').press('Enter')
  }
  await expect(station.getByLabel('File of identities')).toBeFocused()
  await chosen('torn.csv', 'IMEI\n"356938035643809\n')
  await expect(station.getByText(/quote/i)).toBeVisible()
  await chosen('devices.csv', 'No;IMEI\n1;356938035643809\n2;490154203237518\n3;356938035643817\n')
  await expect(station.getByText('Nothing is wrong.')).toBeVisible()
  await picture(station, 'batch-import')
  await station.keyboard.press('Enter')
  await expect(station.getByText('3 identities are in the batch now.')).toBeVisible()
  await station.keyboard.press('Enter')
  const batch = station.getByRole('region', { name: 'One batch' })
  await expect(batch).toContainText('3 imported, 3 free, 1 more than ordered')
  await expect(batch).toContainText('or 5 of the last 20')
  await expect(batch).toContainText(/file-[0-9a-f]{16}/)

  await station.keyboard.press('Enter')
  const foot = station.getByRole('region', { name: 'What to do next' })
  await expect(foot).toContainText('Start the batch.')
  await station.keyboard.press('Enter')
  await expect(foot).toContainText('Switch auto-start on.')
  await station.keyboard.press('Escape')
  const close = batch.getByRole('button', { name: 'Hold to close' })
  await close.click()
  await expect(batch).toContainText('Running')
  // A screen reader presses and cannot hold: it is asked once more, and leaving the button takes that back.
  await close.focus()
  await close.dispatchEvent('click')
  await expect(batch.getByRole('button', { name: 'Press again to close' })).toBeFocused()
  await station.keyboard.press('Tab')
  await close.hover()
  await station.mouse.down()
  await expect(batch).toContainText('Closed')
  await station.mouse.up()
  await expect(batch).toContainText('Every piece is accounted for.')
  await picture(station, 'batch-closed')
})
