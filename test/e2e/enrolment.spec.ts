import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { expect, picture, test } from './app'

test('the window tells where the station’s certificate is from and where its key lies, and gets it another', async ({
  bench,
  station,
}) => {
  const { server } = z
    .object({ server: z.object({ url: z.string(), ca: z.string() }) })
    .parse(JSON.parse(readFileSync(join(bench.home, 'bench.json'), 'utf8')))
  const secret = (): string => readFileSync(join(bench.home, 'bench', 'enrolment-secret.txt'), 'utf8').trim()
  const phrase = join(bench.home, 'phrase.txt')
  writeFileSync(phrase, 'correct horse battery staple\n')

  await station.keyboard.press('F12')
  const panel = station.getByRole('region', { name: 'Certificate for the DM Server' })
  await expect(panel).toContainText('The training bench gave it out.')
  await expect(panel).toContainText('in clear: whoever reads that file is this station')
  await panel.getByRole('button', { name: 'Get a certificate' }).click()
  await expect(panel).toContainText('Tokens (PKCS #11) cannot be used for it')
  await panel.getByLabel('Address').fill(server.url)
  await panel.getByLabel('Authorities that the server is known by').fill(server.ca)
  await panel.getByLabel('Secret, good once').fill('station:abcdef0123456789')
  await panel.getByLabel('File with the passphrase').fill(phrase)
  await panel.getByRole('button', { name: 'Get the certificate' }).click()
  await expect(panel).toContainText('The secret is wrong, or it was used before', { ignoreCase: true })
  await expect(panel.getByLabel('Secret, good once')).toHaveValue('')
  await panel.scrollIntoViewIfNeeded()
  await picture(station, 'enrolment-refused')

  await panel.getByLabel('Secret, good once').fill(secret())
  await panel.getByLabel('Secret, good once').press('Enter')
  await expect(panel).toContainText('It is used from the next start of the station.')
  await expect(panel).toContainText('under a passphrase that another file holds')
  await expect(panel).toContainText(phrase)
  await picture(station, 'enrolled')
  const kept = (): string => readFileSync(join(bench.home, 'server.pem'), 'utf8')
  const serial = (): string => new X509Certificate(kept()).serialNumber
  const first = serial()
  await panel.getByRole('button', { name: 'Renew now' }).click()
  await expect.poll(serial).not.toBe(first)
  await expect(panel.getByRole('button', { name: 'Renew now' })).toBeEnabled()
  await expect(panel.getByRole('alert')).toBeHidden()
  expect(kept()).toContain('ENCRYPTED PRIVATE KEY')
})
