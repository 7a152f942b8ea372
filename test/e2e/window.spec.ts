import type { ElectronApplication } from '@playwright/test'
import { expect, launch, pageOf, startSecond, test, testsOfOneWindow } from './app'
import { burst, imei, typeByHand } from './hands'
import { answered } from './questions'

const shared = testsOfOneWindow()

shared('a notice about layout is no bug, and a bug is said', async ({ station }) => {
  const bug = station.getByText('Something went wrong in the station itself.')
  const happen = (message: string) =>
    station.evaluate(`window.dispatchEvent(new ErrorEvent('error', { message: ${JSON.stringify(message)} }))`)
  await happen('ResizeObserver loop completed with undelivered notifications.')
  await happen('ResizeObserver loop limit exceeded')
  await station.keyboard.press('F3')
  await expect(station.locator('.readers-page')).toBeVisible()
  await expect(bug).toBeHidden()
  await happen('x is not a function')
  await expect(bug).toBeVisible()
})

shared('a display that becomes smaller takes the window with it, and it comes back whole', async ({ app }) => {
  const bounds = await app.evaluate(({ BrowserWindow, screen }) => {
    const [window] = BrowserWindow.getAllWindows()
    const usual = screen.getDisplayMatching
    const workArea = { x: 0, y: 0, width: 800, height: 600 }
    screen.getDisplayMatching = (bounds) => ({ ...usual.call(screen, bounds), workArea })
    screen.emit('display-metrics-changed')
    screen.getDisplayMatching = usual
    return window?.getMinimumSize()
  })
  expect(bounds).toEqual([800, 600])
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize()))
    .toEqual([800, 600])
  await app.evaluate(({ BrowserWindow, screen }) => {
    const [window] = BrowserWindow.getAllWindows()
    const usual = screen.getDisplayMatching
    const { width = 0, height = 0, x = 0, y = 0 } = window?.getBounds() ?? {}
    screen.getDisplayMatching = (bounds) => ({
      ...usual.call(screen, bounds),
      workArea: { x: x + 40, y: y + 30, width, height },
    })
    screen.emit('display-metrics-changed')
    screen.getDisplayMatching = usual
    Object.assign(globalThis, { wanted: [x + 40, y + 30] })
  })
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => {
        const { wanted } = globalThis as { wanted?: readonly number[] }
        return BrowserWindow.getAllWindows()[0]?.getPosition().join() === wanted?.join()
      }),
    )
    .toBe(true)
})

shared(
  'a second start on the same home brings the first window forward, and ends well',
  async ({ app, station, bench }) => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    const ended = await startSecond(bench.home)
    expect(ended).toBe(0)
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
      .toBe(true)
    await expect(station.getByRole('heading', { name: 'Scan the device.' })).toBeVisible()
  },
)

/** Ends the page as a crash does, until it is there again. Playwright lets go of a page that crashed: the program is asked. */
const crash = (app: ElectronApplication): Promise<void> =>
  app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((again) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('did-finish-load', () => again())
        contents?.forcefullyCrashRenderer()
      }),
  )

const said = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
  )

test('a page that ended is loaded again where it was, waits for a person when it ends again and again, and a bug ends the station in words', async ({
  app,
  station,
  bench,
}) => {
  await station.keyboard.press('F10')
  await burst(app, `${imei}\n`)
  await expect(station.getByRole('heading', { name: 'What is the phone number?' })).toBeVisible()
  await typeByHand(station, '01709')
  await expect(station.getByTestId('number')).toHaveText('01709')
  const asked = await answered(app)

  await crash(app)
  await expect.poll(() => said(app)).toContain('01709')
  await expect.poll(() => said(app)).toMatch(/The window ended at .* and was opened again where it was\./)
  for (let times = 2; times <= 3; times++) await crash(app)
  expect(await asked()).toEqual([])
  await crash(app)
  expect(await asked()).toEqual(['The window ends again and again.'])
  await expect.poll(() => said(app)).toContain('Scan the device.')
  expect(await said(app)).not.toMatch(/01709|where it was/)

  const gone = new Promise<number | null>((resolve) => app.process().once('exit', resolve))
  const told: string[] = []
  app.process().stderr?.on('data', (chunk: Buffer) => told.push(chunk.toString()))
  await app.evaluate(({ dialog }) => {
    dialog.showErrorBox = (title, lead) => void process.stderr.write(`said: ${title} ${lead}\n`)
    setTimeout(() => void Promise.reject(new TypeError('a bug of 490154203237518')), 0)
  })
  expect(await gone).toBe(3)
  expect(told.join('')).toContain('said: Something went wrong in the station itself. It closes now.')
  expect(told.join('')).toContain('station: a fault of ours, TypeError')
  expect(told.join('')).not.toContain('490154203237518')
  const next = await launch(bench.home)
  await expect((await pageOf(next)).getByRole('heading', { name: 'Scan the device.' })).toBeVisible()
  await next.close()
})
