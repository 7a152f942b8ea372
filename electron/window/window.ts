import {
  app,
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  ipcMain,
  type MessagePortMain,
  nativeTheme,
  type Session,
  session,
} from 'electron'
import type { Text } from '../../shared/text/text'
import { appOrigin, declareAppScheme } from './app-protocol'
import { watchPage } from './mishaps'
import { firstSize, stayOnDisplay } from './window-size'

export { installAppProtocol } from './app-protocol'

export type WindowDeps = {
  /** The bundled preload, an absolute path. */
  readonly preload: string
  /** A port of the one page we serve; whoever takes it answers the contract on it. */
  readonly onPort: (port: MessagePortMain) => void
  /** A promise of the moment when no card is being written, or undefined while none is. */
  readonly untilSafe: () => Promise<unknown> | undefined
  /** The page ended and is loaded again; why, in Chromium's word. */
  readonly onGone: (why: string) => void
  /** A person wants the page once more that ended again and again. */
  readonly onAgain: () => void
  /** What is said outside the page, in the language of the window. */
  readonly words: () => Text['station']
}

const dangerous = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'js-flags',
  'inspect',
  'inspect-brk',
]

/** Once, at the top of main, before the app is ready. */
export function prepareApp(): void {
  if (app.isPackaged) for (const name of dangerous) app.commandLine.removeSwitch(name)
  // As root Chromium's sandbox does not start; whoever runs a test so has said --no-sandbox.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  declareAppScheme()
  app.on('web-contents-created', (_, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => {
      if (event.url !== `${appOrigin}/`) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
  })
}

/** A load that neither ends nor fails is begun once more: about one in sixty of those on a busy machine hangs so. */
const LOAD_MS = 15_000

/** The one window, at `app://bootstation/`. It does not close while a card is being written. */
export async function createWindow(deps: WindowDeps): Promise<BrowserWindow> {
  guard(session.defaultSession)
  const window = new BrowserWindow({
    ...firstSize(),
    show: false,
    title: deps.words().name,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#101112' : '#e8e8e5',
    autoHideMenuBar: true,
    webPreferences: {
      preload: deps.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  if (app.isPackaged) window.removeMenu()
  const onStation = (event: IpcMainEvent) => takePort(event, window, deps.onPort)
  ipcMain.on('station', onStation)
  window.on('closed', () => ipcMain.off('station', onStation))
  holdWhileWriting(window, deps)
  watchPage(window, { ...deps, ask: (question) => dialog.showMessageBox(window, question), now: Date.now })
  stayOnDisplay(window)
  comeForward(window)
  window.once('ready-to-show', () => window.show())
  const { webContents } = window
  const slow = setTimeout(() => webContents.isDestroyed() || webContents.reload(), LOAD_MS)
  webContents.once('did-finish-load', () => clearTimeout(slow))
  await window.loadURL(`${appOrigin}/`).catch((error: unknown) => {
    if (!webContents.isDestroyed() && !isOvertaken(error)) throw error
  })
  // Where the first paint is not told, a loaded page is shown all the same.
  if (!window.isDestroyed()) window.show()
  return window
}

/** Only the top frame of our own page is answered. A frame that is already gone has none. */
function takePort(
  { sender, senderFrame, ports }: IpcMainEvent,
  window: BrowserWindow,
  onPort: WindowDeps['onPort'],
): void {
  const [port, ...more] = ports
  const isOurs =
    sender === window.webContents &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    senderFrame.origin === appOrigin
  for (const extra of more) extra.close()
  if (port === undefined) return
  if (isOurs) {
    onPort(port)
    port.start()
  } else port.close()
}

function guard(ours: Session): void {
  ours.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  ours.setPermissionCheckHandler(() => false)
  ours.setDevicePermissionHandler(() => false)
  // The page has no business with the network; the tools of a developer have.
  ours.webRequest.onBeforeRequest(({ url }, decide) =>
    decide({ cancel: !/^(app|data|blob):/.test(url) && (app.isPackaged || !url.startsWith('devtools:')) }),
  )
}

/** Whoever starts the station a second time on this home wants to see it. */
function comeForward(window: BrowserWindow): void {
  const show = (): void => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  app.on('second-instance', show)
  window.on('closed', () => app.off('second-instance', show))
}

function holdWhileWriting(window: BrowserWindow, { untilSafe, words }: WindowDeps): void {
  let isAsking = false

  async function ask(safe: Promise<unknown>): Promise<void> {
    isAsking = true
    const { title, lead, stay, wait } = words().closing
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: title,
      detail: lead,
      buttons: [stay, wait],
      defaultId: 0,
      cancelId: 0,
    })
    isAsking = false
    if (response !== 1) return
    await safe
    if (!window.isDestroyed()) window.close()
  }

  window.on('close', (event) => {
    const safe = untilSafe()
    if (safe === undefined) return
    event.preventDefault()
    if (!isAsking) void ask(safe)
  })
}

/** A page that is loaded again while it loads: the later load stands. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED'
