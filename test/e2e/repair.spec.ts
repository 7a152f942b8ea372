import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, picture, test } from './app'
import type { Bench } from './bench'
import { burst, scan, typeByHand, verdict } from './hands'

test.use({ readers: 2 })

const before = '490154203237518'
const after = '356938035643809'

/** A card in reader 1 that was written for another device, by the template of another server. */
async function returned({ home, hand, card }: Bench): Promise<void> {
  const training = await readFile(join(home, 'bench', 'templates', 'training.json'), 'utf8')
  const old = join(home, 'old.json')
  await writeFile(
    old,
    training
      .replaceAll('dms.bench.example', 'dm.altmark.example')
      .replace('"training"', '"old"')
      .replaceAll('Training bench', 'Altmark'),
  )
  await card(2, 'remove')
  await hand('card', 'write', '--reader', '1', '--template', old, '--device', `imei:${before}`)
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

const replace = (page: Page) =>
  page.getByRole('button', { name: 'Replace dm.altmark.example by dms.bench.example', exact: true })

/** A card of another server is taken from it by a button that is held. */
async function replaced(page: Page): Promise<void> {
  await expect(replace(page)).toBeEnabled()
  await replace(page).hover()
  await page.mouse.down()
  await expect(replace(page)).toBeHidden()
  await page.mouse.up()
}

async function shots(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [1920, 1080],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height })
      await picture(page, `repair-${name}-${colorScheme}-${width}`)
    }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('a card that came back is told in words, bootstrapped anew by one key, and its device has a life', async ({
  station,
  bench,
  app,
}) => {
  await returned(bench)
  await station.keyboard.press('F11')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen())).toBe(false)
  await expect(heading(station, 'A device would start from this card')).toBeVisible()
  await expect(station.getByText(/^It was written here on .* for IMEI\s49\s015420\s323751\s8\./)).toBeVisible()
  await expect(station.getByText(/A device would obey dm\.altmark\.example\./)).toBeVisible()
  await expect(station.getByText(/^Accepted since/)).toBeVisible()
  await expect(station.getByRole('row', { name: /DM Server.*dm\.altmark\.example.*dms\.bench\.example/ })).toBeVisible()
  const isGivenBack = station.getByText('IMEI 49 015420 323751 8 is given back for it.')
  await scan(station, after)
  await expect(isGivenBack).toBeVisible()
  await station.keyboard.press('F3')
  await station.keyboard.press('F11')
  await expect(station.getByText('It was for this device before.')).toBeVisible()
  await expect(isGivenBack).toBeHidden()

  // What was scanned is for the card that it was scanned for, and may be while that is being read.
  await bench.card(1, 'remove')
  await expect(heading(station, 'Insert a card that came back.')).toBeVisible()
  await bench.card(1, '--delay-ms', '40')
  await bench.card(1, 'insert')
  await expect(heading(station, 'Reading the card')).toBeVisible()
  await scan(station, after)
  await expect(station.getByText('IMEI 35 693803 564380 9')).toBeVisible()
  await bench.card(1, '--delay-ms', '0')
  await expect(isGivenBack).toBeVisible({ timeout: 20_000 })
  await bench.card(1, 'remove')
  await bench.card(1, 'insert')
  await expect(station.getByText('It was for this device before.')).toBeVisible()
  await scan(station, after)
  await expect(isGivenBack).toBeVisible()
  await expect(station.getByRole('row', { name: /Device signs in as.*490154203237518.*356938035643809/ })).toBeVisible()
  await shots(station, 'card')
  // No Enter takes a card from another server.
  await station.keyboard.press('Enter')
  await expect(station.getByText(/^This card obeys dm\.altmark\.example now\./)).toBeVisible()
  await replace(station).focus()
  await station.keyboard.down('Enter')
  await expect(replace(station)).toBeHidden()
  await station.keyboard.up('Enter')
  await expect(verdict(station, 'PASS')).toBeVisible({ timeout: 20_000 })
  await shots(station, 'result')
  await station.keyboard.press('Enter')
  await expect(station.getByText(/A device would obey dms\.bench\.example\./)).toBeVisible()
  await expect(station.getByText(/for IMEI\s35\s693803\s564380\s9\./)).toBeVisible()
  await expect(station.getByText('Nothing changes')).toBeVisible()

  await bench.card(1, 'remove')
  await expect(heading(station, 'Insert a card that came back.')).toBeVisible()
  await picture(station, 'repair-none')
  await scan(station, before)
  await expect(heading(station, 'The life of IMEI 49 015420 323751 8')).toBeVisible()
  await expect(station.getByRole('row', { name: /Card written.*dm\.altmark\.example/ })).toBeVisible()
  await expect(
    station.getByRole('row', { name: /Card bootstrapped anew.*dm\.altmark\.example.*dms\.bench\.example/ }),
  ).toBeVisible()
  await expect(station.getByRole('row', { name: /Given back/ })).toBeVisible()
  await shots(station, 'life')
  await station.keyboard.press('Escape')
  await expect(heading(station, 'Insert a card that came back.')).toBeVisible()
})

test('a card that is pulled while it is bootstrapped anew goes on when it is put back', async ({ station, bench }) => {
  await returned(bench)
  await station.keyboard.press('F11')
  await expect(station.getByText(/settings change$/)).toBeVisible()
  await expect(replace(station)).toBeEnabled()
  await bench.card(1, '--delay-ms', '5', '--per-byte-ms', '0.2')
  await bench.card(1, '--leave-after', '40')
  await replaced(station)
  await expect(station.getByText('Put the same card back: the job goes on by itself.')).toBeVisible({ timeout: 60_000 })
  await picture(station, 'repair-pulled')
  await bench.card(1, 'insert')
  await expect(verdict(station, 'PASS')).toBeVisible({ timeout: 60_000 })
})

test('with the server down the card is done, and the old registration is given back with the new one', async ({
  station,
  bench,
}) => {
  await returned(bench)
  await bench.server('down')
  await station.keyboard.press('F11')
  await expect(station.getByText('The DM Server does not answer: as this station heard last')).toBeVisible({
    timeout: 20_000,
  })
  await replaced(station)
  await expect(verdict(station, 'WAIT')).toBeVisible({ timeout: 20_000 })
  await picture(station, 'repair-owed')
  await bench.server('up')
  await expect(verdict(station, 'PASS')).toBeVisible({ timeout: 30_000 })
})

test('one more server is written beside the one on the card', async ({ station, bench }) => {
  await returned(bench)
  await station.keyboard.press('F11')
  await expect(station.getByRole('button', { name: 'Add this server to those on the card' })).toBeEnabled()
  await station.keyboard.press('F7')
  await expect(verdict(station, 'PASS')).toBeVisible({ timeout: 20_000 })
  await station.keyboard.press('Enter')
  await expect(station.getByText(/A device would obey dm\.altmark\.example and dms\.bench\.example\./)).toBeVisible()
})

/** The training template, with a name and a secret that somebody has to tell. */
async function wantsToBeTold({ home, hand }: Bench): Promise<void> {
  const training = JSON.parse(await readFile(join(home, 'bench', 'templates', 'training.json'), 'utf8'))
  const [server] = training.servers
  const told = {
    ...training,
    name: 'told',
    title: 'Told by hand',
    variables: {
      customer: { type: 'digits', label: 'Customer', pattern: '[0-9]{4}' },
      word: { type: 'secret', label: 'Word' },
    },
    servers: [
      {
        ...server,
        name: 'Customer {customer}',
        credentials: { ...server.credentials, client: { ...server.credentials.client, secret: { variable: 'word' } } },
      },
    ],
  }
  const file = join(home, 'told.json')
  await writeFile(file, JSON.stringify(told))
  await hand('template', 'import', file)
}

test('what a template wants to be told is asked for on every page, by keyboard alone, and a secret for each order', async ({
  app,
  station,
  bench,
}) => {
  await returned(bench)
  await wantsToBeTold(bench)
  await station.reload()
  const customer = station.getByLabel('Customer')
  const word = station.getByLabel('Word')
  const enter = () => station.keyboard.press('Enter')
  const given = async (text: string) => {
    await typeByHand(station, text)
    await enter()
  }
  await scan(station, after)
  const template = station.getByRole('button', { name: /Told by hand/ })
  await station.keyboard.press((await template.getAttribute('aria-keyshortcuts')) ?? '')
  await expect(template).toHaveAttribute('aria-pressed', 'true')
  await expect(customer).toBeFocused()
  await expect(station.getByRole('button', { name: 'Review' })).toBeDisabled()
  await enter()
  await expect(customer).toBeFocused()
  // Nothing that is scanned is a value.
  await burst(app, 'QX-77/ZZ:0815\t')
  await expect(customer).toHaveValue('')
  await scan(station, after)
  await enter()
  await expect(customer).toBeFocused()
  await given('12')
  await expect(station.getByText('Does not fit. Digits: 4.')).toBeVisible()
  await expect(customer).toBeFocused()
  await given('34')
  await expect(word).toBeFocused()
  await picture(station, 'variables-wizard')
  await given('geheim')
  await enter()
  await expect(heading(station, 'This will be on the card.')).toBeVisible()

  await station.keyboard.press('F10')
  await scan(station, before)
  await scan(station, '+4915123456789')
  await expect(customer).toHaveValue('')
  await expect(station.getByRole('button', { name: 'Set up the phone' })).toBeDisabled()
  await enter()
  await given('5678')
  await given('geheim')
  await expect(station.getByText('Customer 5678')).toBeVisible()
  await picture(station, 'variables-counter')
  await enter()
  await expect(verdict(station, 'READY')).toBeVisible()

  await station.keyboard.press('F11')
  await expect(station.getByText(/^It was written here on .* for IMEI\s49\s015420\s323751\s8\./)).toBeVisible()
  await expect(station.getByText(/A device would obey dms\.bench\.example\./)).toBeVisible()
  await expect(customer).toHaveValue('5678')
  await expect(word).toHaveValue('')
  await expect(station.getByRole('button', { name: 'Re-bootstrap this card' })).toBeDisabled()
  await enter()
  await expect(word).toBeFocused()
  await given('anders')
  await expect(station.getByRole('row', { name: /Secret of the device.*Another secret/ })).toBeVisible()
  await picture(station, 'variables-repair')
  await enter()
  await expect(verdict(station, 'PASS')).toBeVisible()
  expect(await station.content()).not.toContain('anders')
  await station.keyboard.press('F7')
  await expect(station.getByText(/saved as/)).toBeVisible()
  await picture(station, 'repair-receipt')
})
