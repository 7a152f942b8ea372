// The window's main process: starts the station and gives it a face.
import { join } from 'node:path'
import { RPCHandler } from '@orpc/server/message-port'
import { app, dialog, nativeTheme } from 'electron'
import { Failed } from '../shared/failure'
import { textOf } from '../shared/text/languages'
import type { Text } from '../shared/text/text'
import { wordsOf } from '../shared/text/words'
import { createHandlers } from './handlers'
import { homeOf } from './home'
import { watchInsertions } from './job/insertions'
import { log } from './log'
import { createPrinter } from './paper/print'
import { systemKeychain } from './settings/keychain'
import { bundleDir, listThread, lookupThread, startStation } from './start'
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
  process.on('uncaughtException', (bug) => void endAfter(bug, station.jobs.untilSafe, words))
  const followTheme = () => {
    nativeTheme.themeSource = choices.get().theme
  }
  followTheme()
  choices.watch(followTheme)
  installAppProtocol(join(bundleDir, 'renderer'), choices.get)
  const handler = new RPCHandler(createHandlers(station, words, memory))
  const stopCards = watchInsertions(station.readers(), station.lanes(), log)
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
    untilSafe: station.jobs.untilSafe,
    onGone: (why) => {
      memory.gone()
      log(`the window ended: ${why}`)
      station.journal.audit('window.gone', why)
    },
    words: () => words().station,
  })
}

/** After a bug nothing here can be relied upon: the card under way is finished, and what was done is on disk. */
async function endAfter(bug: Error, untilSafe: () => Promise<unknown> | undefined, words: () => Text): Promise<void> {
  log(bug.stack ?? String(bug))
  await untilSafe()
  const { title, lead } = words().station.ended
  dialog.showErrorBox(title, lead)
  app.exit(3)
}

/** Of the system's own dialog; undefined where a person thought better of it. */
async function pickFile(): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog({ properties: ['openFile'] })
  return filePaths[0]
}

if (app.requestSingleInstanceLock()) {
  open().catch((error: unknown) => {
    const words = error instanceof Failed ? wordsOf(error.failure) : undefined
    log(words ? `${words.what} ${words.doNow}` : String(error))
    if (words) dialog.showErrorBox(words.what, words.doNow)
    app.exit(3)
  })
} else {
  log('A station is already open on this home: its window comes to the front.')
  app.exit(0)
}
