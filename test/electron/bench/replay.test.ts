import { describe, expect, test } from 'vitest'
import { replay } from '../../../electron/bench/replay'
import { createTrace } from '../../../electron/card/trace'
import type { Driver } from '../../../electron/reader/driver'
import { fromHex, hex } from '../../../shared/bytes'
import type { TraceLine } from '../../../shared/trace'
import { testCard } from '../../support/station'
import { createTestDriver } from '../../support/test-driver'

const select = '00A4080C047F506421'
const showAdm = '0020000A083132333435363738'

/** What a card answers to these commands, and what is kept of them. `power` in between is a cold reset. */
async function talk(driver: Driver, reader: string, commands: readonly string[]): Promise<readonly string[]> {
  let link = await driver.connect(reader)
  const answers: string[] = []
  for (const command of commands) {
    if (command === 'power') {
      await link.close('unpower')
      link = await driver.connect(reader)
    } else answers.push(hex(await link.transmit(fromHex(command), 1000)))
  }
  await link.close('unpower')
  return answers
}

async function traceOf(commands: readonly string[], card = testCard()) {
  const lines: TraceLine[] = [{ trace: 'begun', form: 1, at: '2026-11-22T00:00:00.000Z', reader: 'R1' }]
  const trace = createTrace({
    now: () => performance.now(),
    tagKey: new Uint8Array(16),
    note: (line) => lines.push(line),
  })
  const answers = await talk(trace.driver(createTestDriver({ R1: card })), 'R1', commands).catch(() => [])
  return { lines, answers }
}

const writing = [select, '00B0000001', showAdm, '00D60000047B7D2020', 'power', select, '00B0000008']

test('a card that was traced answers the same commands the same, what was written included', async () => {
  const { lines, answers } = await traceOf(writing)
  const { driver, reader, left } = replay({ lines })
  expect(await talk(driver, reader, writing)).toEqual(answers)
  expect(answers.at(-1)).toBe('7B7D2020FFFFFFFF9000')
  expect(left()).toBe(0)
})

test('what is hidden may be anything of that length: another key, another message', async () => {
  const { lines } = await traceOf(writing)
  const { driver, reader, difference } = replay({ lines })
  const other = writing.map((command) =>
    command.replace('3132333435363738', '0000000000000000').replace('7B7D2020', 'AABBCCDD'),
  )
  expect((await talk(driver, reader, other)).at(-1)).toBe('AABBCCDDFFFFFFFF9000')
  expect(difference()).toBeUndefined()
})

describe('the first command that differs ends it, loudly', () => {
  test.for([
    [
      'another order',
      [showAdm, ...writing.slice(0, 2)],
      'exchange 2: 0020000A08 of 13 bytes instead of 00A4080C047F506421',
    ],
    ['another command', [select, '00B0000002'], 'exchange 3: 00B0000002 of 5 bytes instead of 00B0000001'],
    [
      'another length',
      [select, '00B0000001', showAdm, '00D60000037B7D20'],
      'exchange 5: 00D6000003 of 8 bytes instead of',
    ],
    ['no reset', [...writing.slice(0, 4), select], 'exchange 6: 00A4080C04 of 9 bytes instead of power off'],
    ['one more', [...writing, '00B0000008'], 'exchange 10: 00B0000008 of 5 bytes instead of power off'],
  ] as const)('%s', async ([, commands, told]) => {
    const { lines } = await traceOf(writing)
    const { driver, reader, difference } = replay({ lines })
    const refused = { failure: { code: 'request.invalid', reason: expect.stringContaining(told) } }
    await expect(talk(driver, reader, commands)).rejects.toMatchObject(refused)
    expect(difference()).toContain(told)
    await expect(driver.connect(reader)).rejects.toMatchObject(refused)
  })
})

test('a card that left leaves again, and one that fell mute is mute again', async () => {
  for (const [fault, code] of [
    [{ fault: 'leave', after: 2 }, 'card.removed'],
    [{ fault: 'mute', at: 3 }, 'card.mute'],
  ] as const) {
    const card = testCard()
    card.faults.cue(fault)
    const { lines } = await traceOf(writing, card)
    expect(lines.some((line) => line.trace === 'lost' && line.code === code)).toBe(true)
    const { driver, reader } = replay({ lines })
    await expect(talk(driver, reader, writing)).rejects.toMatchObject({ failure: { code } })
  }
})

test('what the card held before is what the replay is told', async () => {
  const card = testCard({ pkcs15: { content: fromHex('7B22226F6C64227D') } })
  const reading = [select, '00B000000A']
  const { lines, answers } = await traceOf(reading, card)
  expect(JSON.stringify(lines)).not.toContain('6F6C64')
  const { driver, reader } = replay({ lines, content: { '6421': fromHex('7B22226F6C64227D') } })
  expect(await talk(driver, reader, reading)).toEqual(answers)
})
