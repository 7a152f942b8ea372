import { expect, test } from './app'

// Strings, because these run in the page: this project knows no DOM.
test('an inline script in the page does not run', async ({ station }) => {
  const said: string[] = []
  station.on('console', (message) => said.push(message.text()))
  await station.evaluate(`{
    const policy = window.trustedTypes?.createPolicy
    const script = document.createElement('script')
    try { script.text = 'window.ran = true' } catch (error) { window.refused = String(error) }
    document.head.append(script)
  }`)
  await station.evaluate(`document.body.insertAdjacentElement('beforeend', Object.assign(document.createElement('div'), {})).setAttribute('onclick', 'window.ran = true')`).catch(() => undefined)
  await station.evaluate(`document.querySelector('div[onclick]')?.click()`)
  expect(await station.evaluate('window.ran')).toBeUndefined()
  expect([...said, await station.evaluate('window.refused')].join()).toMatch(/Content Security Policy|TrustedScript/i)
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
  expect(await station.evaluate(`${JSON.stringify(names)}.filter((name) => typeof window[name] !== 'undefined')`)).toEqual([])
})

test('permissions are denied', async ({ station }) => {
  const asked = ['geolocation', 'notifications', 'camera', 'microphone', 'midi']
  const states = await station.evaluate(
    `Promise.all(${JSON.stringify(asked)}.map((name) => navigator.permissions.query({ name }).then(({ state }) => state)))`,
  )
  expect(states).toEqual(asked.map(() => 'denied'))
})

test('the page is served from its folder and from nowhere else', async ({ station }) => {
  const status = (address: string) =>
    station.evaluate(`new Promise((told) => {
      const image = new Image()
      image.onload = () => told('loaded')
      image.onerror = () => told('refused')
      image.src = ${JSON.stringify(address)}
    })`)
  for (const address of ['/../main.mjs', '/%2e%2e/main.mjs', '/..%2fmain.mjs', '//elsewhere/index.html', '/none.png'])
    expect(await status(`app://bootstation${address}`)).toBe('refused')
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
      const gone = new Promise((resolve) => port1.on('close', () => resolve(undefined)))
      port1.start()
      Reflect.apply(ipcMain.emit, ipcMain, ['station', { sender: window?.webContents, senderFrame, ports: [port2] }])
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 1000))]).then(() => closed.push(name))
    }
    return closed
  })
  expect(answered).toEqual(['no frame', 'a foreign origin', 'a frame inside'])
  await expect(station.getByRole('list', { name: /^Step/ })).toBeVisible()
})
