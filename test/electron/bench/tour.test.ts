// The tour on a machine without PC/SC: the cards are in readers of the bench's own process.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startBench } from '../../../electron/bench/bench'
import { startTrainingServer } from '../../../electron/bench/training-server'
import { benchTour } from '../../../electron/cli/bench-tour'
import { pathsOf } from '../../../electron/home'
import { givePki } from '../../support/pki'
import { freshDir } from '../server/support'

test('the tour takes every way without pcscd too', async () => {
  const home = join(freshDir(), 'home')
  givePki(pathsOf(home).bench)
  const server = () => startTrainingServer({ dir: pathsOf(home).bench, now: Date.now, log: () => undefined })
  const bench = await startBench({ home, readers: 1, server, pcscd: 'never' })
  const objects: unknown[] = []
  const silent = () => undefined
  try {
    const io = { home, isJson: true, print: silent, say: silent, answer: silent, signal: new AbortController().signal }
    const code = await benchTour.run({ values: {}, positionals: [] }, { ...io, out: (object) => objects.push(object) })
    expect(objects.at(-1)).toMatchObject({ outcome: 'PASS', devices: 8, sequence: 16, refused: 7, wrong: 0 })
    expect(code).toBe(0)
  } finally {
    await bench.close()
  }
}, 60_000)
