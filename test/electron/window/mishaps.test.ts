import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { expect, test } from 'vitest'
import { watchPage } from '../../../electron/window/mishaps'
import { createWindowMemory } from '../../../electron/window/window-memory'
import { Failed } from '../../../shared/failure'
import { en } from '../../../shared/text/en'

/** A window whose page ends, on a station whose disk is full; a person gives the first answer, or this one. */
function opened(response = 0) {
  const did: string[] = []
  const contents = Object.assign(new EventEmitter(), {
    reload: () => did.push('reload'),
    forcefullyCrashRenderer: () => did.push('end'),
  })
  const window = Object.assign(new EventEmitter(), { webContents: contents, isDestroyed: () => false })
  const memory = createWindowMemory(() => 0)
  watchPage(window as unknown as BrowserWindow, {
    words: () => en.station,
    untilSafe: () => undefined,
    onGone: () => {
      memory.gone()
      throw new Failed({ code: 'disk.failed', path: 'station.db', reason: 'no space is left' })
    },
    onAgain: memory.forget,
    ask: async ({ message, signal }) => {
      did.push(message)
      // A question is taken back by answering it with what cancels.
      await Promise.resolve()
      return { response: signal?.aborted ? 0 : response, checkboxChecked: false }
    },
    now: () => 0,
  })
  return { did, memory, window, crash: () => contents.emit('render-process-gone', {}, { reason: 'crashed' }) }
}

test('a page that ended is loaded again where it was though the disk does not note it', () => {
  const { did, memory, crash } = opened()
  memory.keep('counter')
  crash()
  expect(did).toEqual(['reload'])
  expect(memory.kept()).toBe('counter')
})

test('a page that ends again and again is loaded without the place that may end it, once a person says so', async () => {
  const { did, memory, crash } = opened()
  memory.keep('counter')
  for (let times = 1; times <= 4; times++) crash()
  await Promise.resolve()
  await Promise.resolve()
  expect(did).toEqual(['reload', 'reload', 'reload', en.station.gone.title, 'reload'])
  expect(memory.kept()).toBeUndefined()
  expect(memory.state()).toEqual({})
})

test('a page that does not answer is waited for, or ended on a person’s word, and the question goes when it answers', async () => {
  const { title } = en.station.silent
  const waits = opened(0)
  waits.window.emit('unresponsive')
  await turns()
  expect(waits.did).toEqual([title])

  const ends = opened(1)
  ends.window.emit('unresponsive')
  await turns()
  expect(ends.did).toEqual([title, 'end'])

  const answers = opened(1)
  answers.window.emit('unresponsive')
  answers.window.emit('responsive')
  await turns()
  expect(answers.did).toEqual([title])
  expect(answers.window.listenerCount('responsive')).toBe(0)
})

const turns = () => new Promise<void>((done) => setImmediate(done))
