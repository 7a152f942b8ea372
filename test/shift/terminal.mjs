import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { inRoot } from '../../build/stamp.mjs'

const looks = {
  asleep: 'asleep',
  resting: 'asleep',
  empty: 'empty',
  reading: 'work',
  working: 'work',
  'wants-device': 'hand',
  trouble: 'error',
}
/** The same card has to come in once more. */
const asking = new Set(['put-back', 'reseat'])
/** It ends by itself when nothing is left to do. */
const PATIENCE_MS = 60_000
const program = inRoot('build', 'bootstation.mjs')

/** The line without a window: `batch run`, and what its JSON lines say of each lane. */
export async function openTerminal({ home, batch, bench }) {
  const tiles = []
  let child
  let gone
  let last
  /** Says its first line once its batch runs; one that cannot run it ends. */
  const open = async () => {
    tiles.length = 0
    child = spawn(process.execPath, [program, 'batch', 'run', '--batch', batch, '--arm', '--json'], {
      env: { ...process.env, BOOTSTATION_HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    gone = new Promise((resolve) => child.once('close', resolve))
    const lines = createInterface({ input: child.stdout })
    const isRunning = once(lines, 'line')
    lines.on('line', (line) => {
      const { lane, at, verdict, counts } = JSON.parse(line)
      if (counts) last = counts
      if (lane) tiles[lane - 1] = { look: verdict?.toLowerCase() ?? looks[at], isAskedBack: asking.has(at), text: line }
    })
    await Promise.race([isRunning, gone])
  }
  await open()
  return {
    lanes: async () => tiles,
    next: async () => '',
    /** It ends where the batch stops itself, and is begun again. */
    goOn: async () => {
      await gone
      await open()
    },
    closeBatch: async () => {
      const isLate = await Promise.race([gone, sleep(PATIENCE_MS, 'late')])
      if (isLate === 'late') {
        child.kill('SIGTERM')
        throw new Error(`batch run does not end: ${tiles.map(({ text }) => text).join(' ')}`)
      }
      await bench.ask((ask) => ask.batch.close({ batch }))
    },
    told: async () => {
      const { good, rejects, unused, issued } = last
      return { sums: { good, rejects, unused, issued }, records: [] }
    },
    picture: async () => undefined,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    close: async () => {
      child.kill('SIGTERM')
      await gone
    },
  }
}
