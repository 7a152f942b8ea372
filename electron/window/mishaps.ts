// What may happen to the window itself. No card and no job notices: they are of the main process.
import type { BrowserWindow, MessageBoxOptions, MessageBoxReturnValue } from 'electron'
import { Failed } from '../../shared/failure'
import type { Text } from '../../shared/text/text'

export type MishapDeps = {
  readonly words: () => Text['station']
  readonly untilSafe: () => Promise<unknown> | undefined
  /** The page ended and is loaded again where it was; `why` in Chromium's word. */
  readonly onGone: (why: string) => void
  /** It is loaded once more on a person's word, and not where it ended each time. */
  readonly onAgain: () => void
  readonly ask: (question: MessageBoxOptions) => Promise<MessageBoxReturnValue>
  readonly now: () => number
}

/** A page that ended this often within this time is loaded again only when a person says so. */
const GUARD = { times: 3, ms: 60_000 }

/** Loads a page again that ended, and asks what to do with one that does not answer. */
export function watchPage(window: BrowserWindow, deps: MishapDeps): void {
  const { words, untilSafe, onGone, onAgain, ask, now } = deps
  const contents = window.webContents
  let goneAt: readonly number[] = []

  async function askAgain(): Promise<void> {
    const { title, lead, again, close } = words().gone
    const buttons = [again, close]
    const { response } = await ask({ type: 'error', message: title, detail: lead, buttons })
    goneAt = []
    if (response === 0) {
      onAgain()
      return contents.reload()
    }
    await untilSafe()
    if (!window.isDestroyed()) window.destroy()
  }

  contents.on('render-process-gone', (_, { reason }) => {
    if (window.isDestroyed() || reason === 'clean-exit') return
    goneAt = [...goneAt.filter((at) => now() - at < GUARD.ms), now()]
    if (goneAt.length > GUARD.times) void askAgain()
    else contents.reload()
    try {
      onGone(reason)
    } catch (error) {
      // A disk that does not note it is no reason to be without a page.
      if (!(error instanceof Failed)) throw error
    }
  })

  window.on('unresponsive', () => void askSilent())

  async function askSilent(): Promise<void> {
    const { title, lead, wait, again } = words().silent
    const answered = new AbortController()
    const stop = () => answered.abort()
    window.once('responsive', stop)
    const { response } = await ask({
      type: 'warning',
      message: title,
      detail: lead,
      buttons: [wait, again],
      cancelId: 0,
      signal: answered.signal,
    })
    window.off('responsive', stop)
    // Its end is seen above, and the page is loaded again.
    if (response === 1 && !answered.signal.aborted) contents.forcefullyCrashRenderer()
  }
}
