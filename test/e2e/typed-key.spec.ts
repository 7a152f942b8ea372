import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { barcodeOf } from '../../shared/identity/command'
import { expect, launch, pageOf, picture, test as window } from './app'
import { imei, scan } from './hands'

const hand = { delay: 110 }

window('a supervisor types the card key into a field that shows and keeps nothing', async () => {
  const home = await mkdtemp(join(tmpdir(), 'bootstation-e2e-'))
  await writeFile(join(home, 'station.json'), JSON.stringify({ cardKeys: { from: 'person' } }))
  const app = await launch(home)
  try {
    const page = await pageOf(app)
    const field = page.getByLabel('Card key')
    await field.focus()
    await page.keyboard.type('zXc', hand)
    await page.keyboard.press('Enter')
    await expect(page.getByText('a card key has 4 to 8 characters')).toBeVisible()
    await expect(field).toHaveValue('')
    await picture(page, 'typed-key-wrong')

    await scan(page, '80ABCDEF')
    await expect(field).toHaveValue('')
    await expect(page.getByTestId('echo')).toHaveText('80ABCDEF')
    await field.focus()
    await scan(page, imei)
    await expect(field).toHaveValue('')
    await expect(page.getByText('IMEI, check digit fits')).toBeVisible()
    await picture(page, 'typed-key-scanned')
    await field.focus()
    await page.keyboard.type('zXcVbN12', hand)
    expect(await page.content()).not.toContain('zXcVbN12')
    await expect(field).toHaveAttribute('type', 'password')
    await picture(page, 'typed-key')

    // Esc leaves it as it is; a scan that is done with at once takes nothing of it, and NEXT is its Enter.
    await page.keyboard.press('Escape')
    await expect(field).not.toBeFocused()
    await expect(page.getByText('IMEI, check digit fits')).toBeVisible()
    await field.focus()
    await scan(page, '+4915123456789')
    await expect(field).toHaveValue('zXcVbN12')
    await field.focus()
    await scan(page, barcodeOf({ act: 'next' }))
    await expect(field).toBeHidden()
    expect(await page.content()).not.toContain('zXcVbN12')
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true)
  } finally {
    await app.close()
    await rm(home, { recursive: true, force: true })
  }
})
