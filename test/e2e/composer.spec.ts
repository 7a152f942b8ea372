import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, picture, test, testsOfOneWindow } from './app'
import type { Bench } from './bench'
import { imei, scan, startJob, typeByHand, verdict } from './hands'

const shared = testsOfOneWindow()
const office = {
  bootstation: 1,
  name: 'office',
  title: 'Office devices',
  card: { format: 'dm1' },
  variables: {
    site: { type: 'digits', label: 'Site', pattern: '[1-9][0-9]{0,3}' },
    apn: { type: 'text', label: 'Access point', default: 'internet' },
    password: { type: 'secret', label: 'Password of the device' },
  },
  servers: [
    {
      id: 'dm.office.example',
      url: 'https://dm.office.example/dm',
      name: 'Office {site}',
      rights: ['*'],
      credentials: {
        client: { name: '{devId}', secret: { variable: 'password' }, nonce: { derived: 'client-nonce' } },
        server: { name: 'dm.office.example', secret: { derived: 'server-secret' }, nonce: { derived: 'server-nonce' } },
      },
    },
  ],
  accessPoints: [{ id: 'internet', name: 'Internet', apn: '{apn}' }],
}

const secret = 'canary of the office'
const pane = (page: Page, name: string) => page.getByRole('tree', { name })
const lit = (page: Page, name: string) => pane(page, name).locator('[data-lit]')

/** The composer with a template of its own, a device and all it asks for. */
async function compose(page: Page, bench: Bench, format?: string): Promise<void> {
  await mkdir(join(bench.home, 'templates'), { recursive: true })
  await writeFile(join(bench.home, 'templates', 'office.json'), JSON.stringify(office))
  await page.keyboard.press('F5')
  await page.getByLabel('Template', { exact: true }).selectOption('office')
  await scan(page, imei)
  await page.getByLabel('Site').fill('12')
  await page.getByLabel('Password of the device').fill(secret)
  if (format !== undefined) await page.getByRole('radio', { name: format }).click()
  await expect(pane(page, 'XML')).toBeVisible()
}

/** Every file of the station, as text. */
async function onDisk(home: string): Promise<string> {
  const names = (await readdir(home)).filter((name) => name.startsWith('station.db'))
  return (await Promise.all(names.map((name) => readFile(join(home, name), 'latin1')))).join()
}

shared(
  'a message is seen as XML, JSON and bytes, and its nodes are walked with the arrow keys',
  async ({ station, bench }) => {
    await compose(station, bench)
    await pane(station, 'XML').focus()
    await station.keyboard.press('ArrowDown')
    await expect(lit(station, 'XML').first()).toHaveText(/^<SyncML/)
    await station.keyboard.press('ArrowRight')
    await expect(lit(station, 'JSON').first()).toHaveText(/^"SyncHdr"/)
    await station.keyboard.press('ArrowDown')
    await expect(lit(station, 'JSON')).toHaveText(/^"VerDTD": "1.2",?$/)
    // 71 VerDTD, 03 inline text, "1.2", 00, 01 end
    await expect(lit(station, 'Hex').locator('.is-lit')).toHaveText(['71', '03', '31', '2E', '32', '00', '01'])

    await pane(station, 'JSON').getByText('"Addr": "https://dm.office.example/dm"').click()
    await expect(lit(station, 'XML').filter({ hasText: 'NodeName' })).toHaveText('<NodeName>Addr</NodeName>')
    const bytes = await lit(station, 'Hex').locator('.is-lit').allInnerTexts()
    const said = Buffer.from(bytes.join('').replace(/\s/g, ''), 'hex').toString('latin1')
    expect(said).toContain('https://dm.office.example/dm')
    await picture(station, 'composer-dm1')

    // The display can take the pointer out of the window again.
    await expect(async () => {
      await pane(station, 'XML').getByText('<NodeName>ServerID</NodeName>').hover()
      await expect(lit(station, 'JSON')).toHaveText(/^"ServerID": "dm.office.example",?$/, { timeout: 2_000 })
    }).toPass()
  },
)

shared(
  'each format is shown, and the message is measured against a card, the template or a file',
  async ({ station, bench }) => {
    await compose(station, bench, 'DM 2.0')
    await expect(pane(station, 'JSON')).toContainText('"SrvURI": "https://dm.office.example/dm"')
    await pane(station, 'JSON').getByText('"SrvURI"').hover()
    await picture(station, 'composer-dm2')

    const meter = station.getByRole('region', { name: 'Size of the message' })
    await expect(meter).toContainText('of 4,096 bytes')
    await meter.getByLabel('Measured against').selectOption({ label: 'The card in reader 1' })
    await expect(meter).toContainText(/of [0-9,]+ bytes/)
    await meter.getByLabel('Measured against').selectOption({ label: 'A file limit' })
    await meter.getByLabel('Bytes the file may have').fill('100')
    await expect(meter).toContainText('bytes too many')
    await expect(station.getByRole('region', { name: 'What a device will make of it' })).toContainText('Too large')
    await picture(station, 'composer-too-large')

    await station.getByRole('radio', { name: 'CP' }).click()
    await expect(pane(station, 'XML')).toContainText('wap-provisioningdoc')
    await pane(station, 'XML').getByText('PROVIDER-ID').click()
    await expect(lit(station, 'JSON')).toContainText('"PROVIDER-ID": "dm.office.example"')
    await picture(station, 'composer-cp')
  },
)

shared('what is wrong with a field is said at the field, with what would be right', async ({ station, bench }) => {
  await compose(station, bench)
  await station.getByLabel('Site').fill('twelve')
  await expect(station.getByText('Must be digits.')).toBeVisible()
  await station.getByLabel('Site').fill('')
  await expect(station.getByText(/^Needed\./)).toBeVisible()
  await expect(station.getByText('This is the last message that could be made.')).toBeVisible()
  await picture(station, 'composer-fault')
  await station.getByLabel('Device', { exact: true }).fill('490154203237519')
  await expect(station.getByText(/The check digit does not fit/)).toBeVisible()
})

shared('a scan sets the device whatever has the focus', async ({ station, bench }) => {
  await compose(station, bench)
  await station.getByLabel('Site').focus()
  await scan(station, '352099001761481')
  await expect(station.getByLabel('Device', { exact: true })).toHaveValue('352099001761481')
  await expect(station.getByLabel('Site')).toHaveValue('12')
  await expect(pane(station, 'XML')).toContainText('IMEI:352099001761481')
})

shared(
  'a secret is bullets until a reason is given, is shown in one place and goes away',
  async ({ station, bench }) => {
    await compose(station, bench)
    await expect(pane(station, 'JSON')).toContainText('"AAuthSecret": "•••"')
    await pane(station, 'JSON').getByText('"AAuthSecret"').first().click()
    await expect(lit(station, 'Hex').getByText('••').first()).toBeVisible()
    await station.keyboard.press('F7')
    await typeByHand(station, 'too short')
    await expect(station.getByRole('button', { name: 'Show for 20 s' })).toBeDisabled()
    await typeByHand(station, ', so more: it does not sign in')
    await picture(station, 'composer-reason')
    await station.keyboard.press('Enter')
    await expect(station.getByTestId('revealed')).toHaveText(secret)
    await picture(station, 'composer-revealed')
    expect(await station.getByText(secret).count()).toBe(1)
    for (const name of ['XML', 'JSON', 'Hex']) await expect(pane(station, name)).not.toContainText(secret)

    await station.keyboard.press('F4')
    await station.keyboard.press('F5')
    await expect(pane(station, 'XML')).toBeVisible()
    await expect(station.getByText(secret)).toBeHidden()
    await expect(station.getByLabel('Password of the device')).toHaveValue('')
    await station.getByLabel('Password of the device').fill(secret)
    const kept = await onDisk(bench.home)
    expect(kept).toContain('message.reveal')
    expect(kept).toContain('it does not sign in')
    expect(kept).not.toContain(secret)

    await pane(station, 'JSON').getByText('"AAuthSecret"').first().click()
    await station.keyboard.press('F7')
    await typeByHand(station, 'looked at until it goes')
    await station.keyboard.press('Enter')
    await expect(station.getByTestId('revealed')).toBeVisible()
    await expect(station.getByTestId('revealed')).toBeHidden({ timeout: 25_000 })
  },
)

test('a message is compared with another template and with a card', async ({ station, bench }) => {
  await startJob(station, imei, 1)
  await expect(verdict(station, 'PASS')).toBeVisible()
  await compose(station, bench, 'DM 2.0')
  await station.keyboard.press('F8')
  const choice = station.getByLabel('Compare with')
  await choice.selectOption({ label: 'The card in reader 1' })
  await expect(station.getByText(/values differ/)).toBeVisible()
  await expect(station.getByRole('row', { name: /SrvURI/ })).toContainText('https://dm.office.example/dm')
  await expect(station.getByRole('row', { name: /Trsp\/Secret/ })).toContainText('•••')
  await picture(station, 'composer-card')
  await choice.selectOption({ index: 1 })
  await expect(station.getByText(/values differ/)).toBeVisible()
  await picture(station, 'composer-compare')
  await station.keyboard.press('Escape')
  await expect(pane(station, 'XML')).toBeVisible()
})

test('the composer fits a small display, and the dark', async ({ app, station, bench }) => {
  await compose(station, bench)
  await pane(station, 'JSON').getByText('"AAuthName"').first().click()
  await station.emulateMedia({ colorScheme: 'dark' })
  await picture(station, 'composer-dark')
  await station.emulateMedia({ colorScheme: 'light' })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 768))
  await expect.poll(() => station.evaluate('innerWidth')).toBe(1024)
  expect(await station.evaluate('document.documentElement.scrollWidth')).toBe(1024)
  const hex = await pane(station, 'Hex').evaluate((body) => body.scrollWidth <= body.clientWidth)
  expect(hex).toBe(true)
  await picture(station, 'composer-small')
})
