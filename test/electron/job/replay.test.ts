import { describe, expect, test } from 'vitest'
import { type CardKind, cardKinds, optionsOfKind } from '../../../electron/bench/kinds'
import type { CardOptions } from '../../../electron/bench/uicc/options'
import type { TraceLine } from '../../../shared/trace'
import { replayWrite, traceWrite } from '../../support/replayed'
import { testCard } from '../../support/station'

const goesTheSameWay = async (options: CardOptions, card = testCard(options)) => {
  const { record, lines, content, iccid } = await traceWrite(options, card)
  const again = await replayWrite({ lines, iccid }, content)
  expect(again.difference).toBeUndefined()
  expect(again.left).toBe(0)
  const { outcome, failure, accounts } = record
  expect(again.record).toMatchObject({ outcome, accounts, ...(failure && { failure: { code: failure.code } }) })
  return record
}

describe('a write on a card that was traced goes the same way on its replay', () => {
  test.for(cardKinds)('%s', async (kind) => {
    await goesTheSameWay(optionsOfKind(kind))
  })

  test('one in a secure channel on T=0', async () => {
    expect(await goesTheSameWay({ ...optionsOfKind('scp03'), protocol: 'T=0' })).toMatchObject({ outcome: 'OWED' })
  })

  test.for([
    ['was pulled', { fault: 'leave', after: 19 }, 'card.removed'],
    ['fell mute', { fault: 'mute', at: 19 }, 'card.mute'],
    ['was pulled inside a write', { fault: 'tear', at: 1, bytes: 7 }, 'card.removed'],
    ['did not keep what it was told', { fault: 'answer', at: 21, sw: 0x6581 }, 'card.refused'],
  ] as const)('one that %s', async ([, cue, code]) => {
    const card = testCard()
    card.faults.cue(cue)
    expect(await goesTheSameWay({}, card)).toMatchObject({ outcome: 'FAIL', failure: { code } })
  })
})

/** Two exchanges of a trace change places. */
const swapped = (lines: readonly TraceLine[], one: RegExp, other: RegExp): readonly TraceLine[] => {
  const at = (pattern: RegExp) => lines.findIndex((line) => line.trace === 'apdu' && pattern.test(line.c))
  const [left, right] = [lines[at(one)], lines[at(other)]]
  return lines.map((line) => (line === left ? (right ?? line) : line === right ? (left ?? line) : line))
}

test.for([
  ['usim', /^00D60001/, /^00D6.*\[1:/],
  ['sim2g', /^A0A4.*2FE2/, /^A0A4.*5031/],
] as const satisfies readonly (readonly [CardKind, RegExp, RegExp])[])(
  'another order of commands on a card of the kind %s is noticed',
  async ([kind, one, other]) => {
    const { lines, content, iccid } = await traceWrite(optionsOfKind(kind))
    const changed = swapped(lines, one, other)
    expect(changed).not.toEqual(lines)
    const { record, difference } = await replayWrite({ lines: changed, iccid }, content)
    expect(difference).toMatch(/^exchange \d+: .* instead of /)
    expect(record).toMatchObject({ outcome: 'ERROR', failure: { code: 'request.invalid', reason: difference } })
  },
)
