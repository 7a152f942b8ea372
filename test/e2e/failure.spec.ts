import { expect, launch, pageOf, picture, test } from './app'
import { onlyCardIn, reader, startJob, toReview, verdict } from './hands'
import { answered } from './questions'

test('a card pulled while it is written is told, and the job is finished when that card is put back', async ({
  station,
  bench,
}) => {
  await onlyCardIn(station, 1, 4, (number) => bench.card(number, 'remove'))
  await toReview(station)
  await bench.card(1, '--tear-at', '1:20')
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'FAIL')).toBeVisible()
  await expect(station.getByText('The card left Reader 1 before the job was done.')).toBeVisible()
  await expect(station.getByText('Put the same card back: the job goes on by itself.')).toBeVisible()
  await picture(station, 'failure-card-pulled')

  await bench.card(1, 'insert')
  await expect(verdict(station, 'PASS')).toBeVisible()
  await picture(station, 'failure-card-put-back')
})

test('a card pulled while it is read back is not called different, and the job goes on when it is back', async ({
  station,
  bench,
}) => {
  await onlyCardIn(station, 1, 4, (number) => bench.card(number, 'remove'))
  await toReview(station)
  await bench.card(1, '--delay-ms', '500')
  await station.keyboard.press('Enter')
  await expect(reader(station, 1)).toContainText('Verifying', { timeout: 60_000 })
  await bench.card(1, 'remove')
  await expect(verdict(station, 'FAIL')).toBeVisible()
  await expect(station.locator('[data-light=off]').filter({ hasText: 'Not verified' })).toContainText('Not read back')
  await expect(station.locator('[data-light=on]')).toContainText('Written')
  await expect(station.getByText('Put the same card back: the job goes on by itself.')).toBeVisible()
  await picture(station, 'failure-not-read-back')
  await bench.card(1, '--delay-ms', '0')
  await bench.card(1, 'insert')
  await expect(verdict(station, 'PASS')).toBeVisible()
})

test('with the DM Server away the verdict is WAIT, and turns to PASS by itself when it is back', async ({
  station,
  bench,
}) => {
  await bench.server('down')
  await startJob(station, undefined, 1)
  await expect(verdict(station, 'WAIT')).toBeVisible()
  await expect(station.getByText('The card is ready. The DM Server is told as soon as it answers.')).toBeVisible()
  await expect(station.locator('[data-light=wait]')).toContainText('Not yet registered')
  await expect(station.getByText('1 waiting', { exact: true })).toBeVisible()
  await picture(station, 'failure-server-away')

  await bench.server('up')
  await expect(verdict(station, 'PASS')).toBeVisible({ timeout: 45_000 })
  await expect(station.locator('[data-light=on]').filter({ hasText: 'Registered' })).toBeVisible()
})

test('a card that answers nothing is told with what to do', async ({ station, bench }) => {
  await onlyCardIn(station, 1, 4, (number) => bench.card(number, 'remove'))
  await toReview(station)
  await bench.card(1, '--sw', '6:6f00')
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'FAIL')).toBeVisible()
  await expect(station.getByText(/The card refused/)).toBeVisible()
  await expect(station.getByRole('button', { name: 'Resume the job' })).toBeVisible()
  await picture(station, 'failure-card-refused')
})

test('a job that was torn waits at the next start, and is finished when its card is put in', async ({
  app,
  station,
  bench,
}) => {
  await onlyCardIn(station, 1, 4, (number) => bench.card(number, 'remove'))
  await toReview(station)
  await bench.card(1, '--tear-at', '1:20')
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'FAIL')).toBeVisible()
  await station.reload()
  await expect(verdict(station, 'FAIL')).toBeVisible()
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'FAIL')).toBeVisible()
  await station.keyboard.press('Escape')
  await expect(station.getByText('A card is not finished.')).toBeVisible()
  await expect(station.getByText(/was taken out of Reader 1 too early/)).toBeVisible()
  await picture(station, 'failure-job-waits')
  await station.keyboard.press('F8')
  await expect(verdict(station, 'FAIL')).toBeVisible()
  await bench.card(1, 'insert')
  await expect(verdict(station, 'PASS')).toBeVisible()
  await expect(reader(station, 1)).toContainText('Card in')
  expect(app.windows()).toHaveLength(1)
})

test('Esc stops a job between two phases, and the window does not close while a card is written', async ({
  app,
  station,
  bench,
}) => {
  await onlyCardIn(station, 1, 4, (number) => bench.card(number, 'remove'))
  await toReview(station)
  await bench.card(1, '--delay-ms', '150')
  await station.keyboard.press('Enter')
  await expect(station.getByRole('heading', { name: 'Leave the card in.' })).toBeVisible()
  const asked = await answered(app)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(asked).toEqual(['A card is being written.'])
  await station.keyboard.press('Escape')
  await expect(verdict(station, 'STOPPED')).toBeVisible({ timeout: 30_000 })
  await picture(station, 'failure-stopped')
})

test('a job whose program was killed is shown at the next start, and resumed on a key', async ({
  app,
  station,
  bench,
}) => {
  await onlyCardIn(station, 1, 4, (number) => bench.card(number, 'remove'))
  await toReview(station)
  await bench.card(1, '--delay-ms', '150')
  await station.keyboard.press('Enter')
  await expect(reader(station, 1)).toContainText('Writing')
  const gone = new Promise((ended) => app.process().once('exit', ended))
  app.process().kill('SIGKILL')
  await gone
  await bench.card(1, '--delay-ms', '0')

  const next = await launch(bench.home)
  const page = await pageOf(next)
  await expect(page.getByText('A job waits.')).toBeVisible()
  await expect(page.getByText(/the station ended inside this job/)).toBeVisible()
  await expect(reader(page, 1)).toContainText('Card in')
  await picture(page, 'failure-interrupted')
  await page.keyboard.press('F8')
  await expect(verdict(page, 'PASS')).toBeVisible()
  await next.close()
})
