// The window's main process: starts the station and gives it a face.
import { join } from 'node:path'
import { RPCHandler } from '@orpc/server/message-port'
import { app, dialog, nativeTheme } from 'electron'
import { Failed } from '../shared/failure'
import { faultLine } from '../shared/fault-line'
import { en } from '../shared/text/en'
import { textOf } from '../shared/text/languages'
import { wordsOf } from '../shared/text/words'
import { createHandlers } from './handlers'
import { homeOf } from './home'
import { watchInsertions } from './job/insertions'
import { log } from './log'
import { createPrinter } from './paper/print'
import { systemKeychain } from './settings/keychain'
import { bundleDir, listThread, lookupThread, startStation } from './start'
import { createEnding } from './window/ending'
import { createWindow, installAppProtocol, prepareApp } from './window/window'
import { createWindowMemory } from './window/window-memory'

prepareApp()
const home = homeOf(process.env)
app.setPath('userData', join(home, 'window'))

async function open(): Promise<void> {
  const memory = createWindowMemory(Date.now)
  await app.whenReady()
  const printer = createPrinter()
  const station = await startStation({
    home,
    log,
    printer,
    keychain: systemKeychain(),
    pickFile,
    lookup: lookupThread(log),
    list: listThread,
    readers: app.isPackaged || process.argv.includes('--readers') ? 'real' : 'bench',
  })
  const { choices } = station.settings
  const words = () => textOf(choices.get().language)
  const { jobs, lanes } = station
  let stopCards = (): void => undefined
  const end = createEnding({
    log,
    stop: () => {
      stopCards()
      lanes().close()
    },
    untilSafe: jobs.untilSafe,
    say: () => sayEnded(words().station.ended),
    exit: () => app.exit(3),
  })
  process.on('uncaughtException', (bug) => void end(bug))
  process.on('unhandledRejection', (bug) => void end(bug))
  const followTheme = () => {
    nativeTheme.themeSource = choices.get().theme
  }
  followTheme()
  choices.watch(followTheme)
  installAppProtocol(join(bundleDir, 'renderer'), choices.get)
  const handler = new RPCHandler(createHandlers(station, words, memory))
  stopCards = watchInsertions(station.readers(), lanes(), log)
  const stopServer = station.watchServer()
  const stopFollowing = station.follow()
  const stopRenewing = station.certificates.watch()
  app.on('window-all-closed', () => {
    stopCards()
    stopServer()
    stopRenewing()
    void stopFollowing()
      .then(station.close)
      .finally(() => app.exit(0))
  })
  await createWindow({
    preload: join(bundleDir, 'preload.cjs'),
    onPort: (port) => handler.upgrade(port),
    untilSafe: jobs.untilSafe,
    onGone: (why) => {
      memory.gone()
      log(`the window ended: ${why}`)
      station.journal.audit('window.gone', why)
    },
    onAgain: memory.forget,
    words: () => words().station,
  }).catch(end)
}

const sayEnded = ({ title, lead }: { readonly title: string; readonly lead: string }): void =>
  dialog.showErrorBox(title, lead)

/** Of the system's own dialog; undefined where a person thought better of it. */
async function pickFile(): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog({ properties: ['openFile'] })
  return filePaths[0]
}

if (app.requestSingleInstanceLock()) {
  open().catch((error: unknown) => {
    const words = error instanceof Failed ? wordsOf(error.failure) : undefined
    log(words ? `${words.what} ${words.doNow}` : faultLine('start', error))
    sayEnded(words ? { title: words.what, lead: words.doNow } : en.station.ended)
    app.exit(3)
  })
} else {
  log('A station is already open on this home: its window comes to the front.')
  app.exit(0)
}
