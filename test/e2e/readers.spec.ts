import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, picture, test } from './app'
import { reader } from './hands'

test('a card that comes or goes is seen at once, on every page', async ({ station, bench }) => {
  await expect(reader(station, 1)).toContainText('Card in')
  await bench.card(1, 'remove')
  await expect(reader(station, 1)).toContainText('Insert card')
  await station.keyboard.press('F3')
  await expect(station.getByRole('heading', { name: 'Readers' })).toBeVisible()
  await expect(station.getByText('4 readers. 3 cards in.')).toBeVisible()
  await expect(reader(station, 1)).toContainText('Insert card')
  await picture(station, 'readers')
  await bench.card(1, 'insert')
  await expect(reader(station, 1)).toContainText('Card in')
  await expect(station.getByText('4 readers. 4 cards in.')).toBeVisible()
})

test('a number on the readers page shows what is on the card, and nothing is written for it', async ({
  station,
  bench,
}) => {
  await bench.card(2, 'swap', '--kind', 'blank')
  await bench.card(3, 'swap', '--kind', 'blocked')
  await expect(reader(station, 3)).toContainText('Card in')
  await station.keyboard.press('F3')
  await station.keyboard.press('1')
  await expect(station.getByRole('heading', { name: 'This card waits for its message' })).toBeVisible()
  await expect(station.getByText(/Card key: \d+ tries left/)).toBeVisible()
  await expect(station.getByText(/Room for a message of [\d,]+ bytes/)).toBeVisible()
  await picture(station, 'card-empty')
  await station.emulateMedia({ colorScheme: 'dark' })
  await station.setViewportSize({ width: 1024, height: 768 })
  await picture(station, 'card-empty-dark-1024')
  await station.emulateMedia({ colorScheme: 'light' })
  await station.setViewportSize({ width: 1280, height: 800 })

  await station.keyboard.press('2')
  await expect(station.getByRole('heading', { name: 'This card has to be prepared first' })).toBeVisible()
  await picture(station, 'card-blank')
  await reader(station, 3).getByRole('button').click()
  await expect(station.getByText('The card key is blocked: no tries are left')).toBeVisible()
  await picture(station, 'card-blocked-1280')
  await bench.card(3, 'remove')
  await expect(station.getByText('The card key is blocked')).toBeHidden()
  await station.keyboard.press('2')
  await expect(station.getByRole('button', { name: 'Read again' })).toBeEnabled()
  await station.keyboard.press('Escape')
  await expect(station.getByText('4 readers. 3 cards in.')).toBeVisible()
  await expect(station.getByRole('heading', { name: 'This card' })).toBeHidden()
  await station.keyboard.press('Escape')
  await expect(station.getByRole('heading', { name: 'Scan the device.' })).toBeVisible()
})

test('a smart card service that ends is said plainly, and the readers come back by themselves', async ({
  station,
  bench,
}) => {
  test.skip(bench.ready.pcsc === undefined, 'there is no pcscd here')
  await expect(reader(station, 4)).toContainText('Card in')
  await station.keyboard.press('F3')
  process.kill(await serviceOf(bench.ready.pcsc?.socket ?? ''), 'SIGKILL')
  await expect(station.getByText(/^The readers (do not answer|have not answered for \d+ s)\.$/)).toBeVisible()
  await expect(station.getByText(/come back by themselves/)).toBeVisible()
  await picture(station, 'readers-service-down')
  await expect(reader(station, 4)).toContainText('Card in', { timeout: 30_000 })
  await expect(station.getByText(/do not answer|have not answered/)).toBeHidden()
})

/** The pcscd that serves a bench. Its bench starts another a moment after it ended, as an init system does. */
const serviceOf = async (socket: string): Promise<number> =>
  Number.parseInt(await readFile(join(dirname(socket), 'pcscd.pid'), 'utf8'), 10)
