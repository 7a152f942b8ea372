import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Cue } from '../../../electron/bench/faults'
import { type CardKind, optionsOfKind } from '../../../electron/bench/kinds'
import { linesOf } from '../../../electron/records/traces'
import { fromHex } from '../../../shared/bytes'
import { replayWrite, traceWrite } from '../../support/replayed'
import { testCard } from '../../support/station'

// Traces as the program keeps them, made with the virtual card (each file says so). When a job says something else to a
// card than it did, they are made anew: BOOTSTATION_MAKE_TRACES=1 npx vitest run … test/electron/job/traces.test.ts
const folder = join(import.meta.dirname, '..', '..', 'vectors', 'traces')
const origin = 'made with the virtual card of the bench, no card of anybody'

const made: Readonly<Record<string, { readonly kind: CardKind; readonly cue?: Cue }>> = {
  usim: { kind: 'usim' },
  t0: { kind: 't0' },
  sim2g: { kind: 'sim2g' },
  extended: { kind: 'extended' },
  'every-form-of-rules': { kind: 'arr' },
  torn: { kind: 'torn' },
  'secure-channel': { kind: 'scp03' },
  'needs-pin': { kind: 'pin' },
  'one-try-left': { kind: 'locked' },
  pulled: { kind: 'usim', cue: { fault: 'leave', after: 23 } },
  mute: { kind: 'usim', cue: { fault: 'mute', at: 23 } },
  'memory-problem': { kind: 'usim', cue: { fault: 'answer', at: 24, sw: 0x6581 } },
  'hostile-endless': { kind: 'hostile-61xx' },
  'hostile-wrong-length': { kind: 'hostile-6cxx' },
  'hostile-size': { kind: 'hostile-big' },
  'hostile-loop': { kind: 'hostile-loop' },
}
const contentOf = (kind: CardKind) =>
  Object.fromEntries(
    testCard(optionsOfKind(kind))
      .dump()
      .files.map(({ path, hex }) => [path.slice(-4), fromHex(hex)]),
  )

test.runIf(process.env.BOOTSTATION_MAKE_TRACES).for(Object.entries(made))(
  '%s is made',
  async ([name, { kind, cue }]) => {
    const card = testCard(optionsOfKind(kind))
    if (cue) card.faults.cue(cue)
    const { lines } = await traceWrite(optionsOfKind(kind), card)
    const told = lines.map((line) => (line.trace === 'begun' ? { ...line, origin } : line))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${name}.jsonl`), told.map((line) => `${JSON.stringify(line)}\n`).join(''))
  },
)

test('there is a file for each, and each says where it comes from', () => {
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(made)
      .map((name) => `${name}.jsonl`)
      .sort(),
  )
  for (const name of Object.keys(made)) {
    const path = join(folder, `${name}.jsonl`)
    expect(linesOf(readFileSync(path, 'utf8'), path)[0]).toMatchObject({ trace: 'begun', origin })
  }
})

describe('a job goes as it did when it was traced', () => {
  test.for(Object.entries(made))('%s', async ([name, { kind }]) => {
    const path = join(folder, `${name}.jsonl`)
    const lines = linesOf(readFileSync(path, 'utf8'), path)
    const iccid = testCard(optionsOfKind(kind)).iccid()
    const { record, difference, left } = await replayWrite({ lines, iccid }, contentOf(kind))
    expect(difference).toBeUndefined()
    expect(left).toBe(0)
    const ended = lines.at(-1)
    expect(record.failure?.code).toBe(ended?.trace === 'ended' ? ended.code : 'a trace that ends')
    expect(record.outcome).toBe(record.failure ? 'FAIL' : 'OWED')
  })
})
