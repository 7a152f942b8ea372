// Electron's main process for pictures: one window on the stand-in page, and nothing behind it.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, net, protocol } from 'electron'

const page = join(import.meta.dirname, '..', '..', 'out', 'stand-in')
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => {
  protocol.handle('app', ({ url }) => net.fetch(pathToFileURL(join(page, new URL(url).pathname)).href))
  const window = new BrowserWindow({ width: 1440, height: 900 })
  void window.loadURL('app://bootstation/index.html')
})
