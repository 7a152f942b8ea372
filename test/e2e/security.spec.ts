import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, testsOfOneWindow } from './app'

const test = testsOfOneWindow()

// Strings, because these run in the page: this project knows no DOM.
test('an inline script in the page does not run', async ({ station }) => {
  const said: string[] = []
  station.on('console', (message) => said.push(message.text()))
  await station.evaluate(`{
    // Trusted types would stop this sooner: it is the policy behind them that is tried.
    const policy = trustedTypes.createPolicy('test', { createScript: (text) => text })
    const script = document.createElement('script')
    script.text = policy.createScript('window.ran = true')
    document.head.append(script)
  }`)
  expect(await station.evaluate('window.ran')).toBeUndefined()
  await expect.poll(() => said.join()).toMatch(/Content Security Policy/)
})

test('text from outside does not become markup', async ({ station }) => {
  const refused = `try { document.body.insertAdjacentHTML('beforeend', '<b>in</b>'); 'taken' } catch { 'refused' }`
  expect(await station.evaluate(refused)).toBe('refused')
})

test('the page itself breaks no rule of its policy', async ({ station }) => {
  const said: string[] = []
  station.on('console', (message) => said.push(message.text()))
  await station.reload()
  await station.getByRole('list', { name: /^Step/ }).waitFor()
  for (const key of ['F1', 'Escape', 'F3', 'F4', 'F2']) await station.keyboard.press(key)
  expect(said.filter((line) => /Content Security Policy|Refused|TrustedHTML/i.test(line))).toEqual([])
})

test('the page opens no window, goes nowhere and loads nothing from elsewhere', async ({ app, station }) => {
  expect(await station.evaluate(`window.open('https://example.com/') === null`)).toBe(true)
  await station.evaluate(`{ location.href = 'https://example.com/' }`).catch(() => undefined)
  await station.evaluate(`{ location.href = 'file:///etc/passwd' }`).catch(() => undefined)
  await station.evaluate(`{ location.href = 'data:text/html,gone' }`).catch(() => undefined)
  expect(station.url()).toBe('app://bootstation/')
  expect(await station.evaluate(`fetch('https://127.0.0.1:1/').then(() => 'fetched', () => 'refused')`)).toBe('refused')
  expect(app.windows()).toHaveLength(1)
})

test('the page has nothing of Node or Electron', async ({ station }) => {
  const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron']
  expect(
    await station.evaluate(`${JSON.stringify(names)}.filter((name) => typeof window[name] !== 'undefined')`),
  ).toEqual([])
})

test('permissions are denied', async ({ station }) => {
  const asked = ['geolocation', 'notifications', 'camera', 'microphone', 'midi']
  const states = await station.evaluate(
    `Promise.all(${JSON.stringify(asked)}.map((name) => navigator.permissions.query({ name }).then(({ state }) => state)))`,
  )
  expect(states).toEqual(asked.map(() => 'denied'))
})

test('the page is served from its folder and from nowhere else, to GET alone', async ({ app }) => {
  const outside = join(import.meta.dirname, '..', '..', 'out', 'outside.html')
  await writeFile(outside, 'not for the page')
  const statusOf = (address: string, method = 'GET') =>
    app.evaluate(({ net }, asked) => net.fetch(asked.address, { method: asked.method }).then(({ status }) => status), {
      address,
      method,
    })
  expect(await statusOf('app://bootstation/')).toBe(200)
  expect(await statusOf('app://bootstation/', 'POST')).toBe(405)
  expect(await statusOf('app://elsewhere/')).toBe(404)
  for (const path of [
    '../outside.html',
    '%2e%2e/outside.html',
    '..%2foutside.html',
    '..%5coutside.html',
    'none.html',
    '%00',
  ])
    expect(await statusOf(`app://bootstation/${path}`), path).toBe(404)
  await rm(outside)
})

test('only the top frame of our own page gets a port', async ({ app, station }) => {
  const answered = await app.evaluate(async ({ BrowserWindow, ipcMain, MessageChannelMain }) => {
    const [window] = BrowserWindow.getAllWindows()
    const closed: string[] = []
    for (const [name, senderFrame] of [
      ['no frame', null],
      ['a foreign origin', { parent: null, origin: 'https://example.com' }],
      ['a frame inside', { parent: {}, origin: 'app://bootstation' }],
    ] as const) {
      const { port1, port2 } = new MessageChannelMain()
      const gone = new Promise<boolean>((resolve) => port1.on('close', () => resolve(true)))
      port1.start()
      Reflect.apply(ipcMain.emit, ipcMain, ['station', { sender: window?.webContents, senderFrame, ports: [port2] }])
      const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 2000))
      if (await Promise.race([gone, late])) closed.push(name)
    }
    return closed
  })
  expect(answered).toEqual(['no frame', 'a foreign origin', 'a frame inside'])
  await expect(station.getByRole('list', { name: /^Step/ })).toBeVisible()
})
