import { describe, expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import { toldOf } from '../../../electron/cli/trace'
import type { TraceLine } from '../../../shared/trace'
import { traceWrite } from '../../support/replayed'

const apdu = (c: string, r: string): TraceLine => ({ trace: 'apdu', ms: 12.34, tookMs: 1, c, r })

describe('a line of a trace as people read it', () => {
  test.for([
    ['00A4000C023F00', '9000', 'SELECT 3F00', '9000 done'],
    ['01A40004026421', '6A82', 'SELECT 6421 on channel 1', '6A82 not found'],
    ['00B00100F0', '[240:1f0c93aa]9000', 'READ BINARY 240 bytes from 256', '9000 done  [240:1f0c93aa]'],
    ['00B0000000', '[256xFF]9000', 'READ BINARY 256 bytes from 0', '9000 done  [256xFF]'],
    ['00B00000000FA0', '6700', 'READ BINARY 4,000 bytes from 0', '6700 the length is wrong'],
    ['00D6000101[1:00000001]', '9000', 'UPDATE BINARY 1 byte from 1', '9000 done'],
    ['00D60001000200[512:00000001]', '9000', 'UPDATE BINARY 512 bytes from 1', '9000 done'],
    ['00B2010426', '61109000', 'READ RECORD record 1', '9000 done  6110'],
    ['0020000A08[8]', '63C2', 'VERIFY key 0A, 8 bytes hidden', '63C2 refused, 2 tries are left'],
    ['0020000A', '63C1', 'VERIFY key 0A', '63C1 refused, 1 try is left'],
    ['04B0000008[8]20', '[48]9000', 'wrapped command, READ BINARY', '9000 done  [48]'],
    ['A0A40000023F00', '9F16', 'SELECT 3F00', '9F16 22 bytes are waiting'],
    ['00A4040C0CA000000063504B43532D3135', '6100', 'SELECT A000000063504B43532D3135', '6100 256 bytes are waiting'],
    ['00CB000000', '6F01', 'INS CB', '6F01 not known here'],
  ])('%s', ([c = '', r = '', command, answer]) => {
    expect(toldOf(apdu(c, r)).replace(/ {2,}/g, '  ')).toBe(`  12.3  ${command}  ${answer}`)
  })

  test.for([
    [{ trace: 'begun', form: 1, at: '2026-11-22T00:00:00Z', reader: 'Reader 1' }, 'Reader 1, 2026-11-22T00:00:00Z'],
    [{ trace: 'power', ms: 0, is: 'on', atr: '3B00' }, '      0.0  power on, ATR 3B00'],
    [
      { trace: 'lost', ms: 3, c: '00B0000010', code: 'card.mute' },
      /READ BINARY 16 bytes from 0 +no answer: card.mute$/,
    ],
    [{ trace: 'inside', c: '00B0000010', r: '6B00' }, /^ +inside: READ BINARY 16 bytes from 0 +6B00 past the end$/],
    [{ trace: 'ended', ms: 9.99, code: 'card.mute' }, '     10.0  ended with card.mute'],
  ] as const)('$0.trace', ([line, told]) => expect(toldOf(line)).toMatch(told))
})

test('a whole job is told without a secret and with every command by its name', async () => {
  const { lines } = await traceWrite(optionsOfKind('usim'))
  const told = lines.map(toldOf).join('\n')
  expect(told).toContain('UPDATE BINARY')
  expect(told).not.toMatch(/command [0-9A-F]{2}|not known here|12345678|3132333435363738|dms\.bench/)
})
