import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessOf } from '../../../electron/card/access'
import type { Channel } from '../../../electron/card/channel'
import { type Fcp, readFcp } from '../../../electron/card/fcp'
import { compactRules, expandedRules, keyName, type Rule, type Rules, simRules } from '../../../electron/card/rules'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { textOfVector } from '../../support/vectors'

/** As the vectors write it. */
function told(rule: Rule): string {
  if (rule.needs === 'key') return rule.key.name
  if (rule.needs === 'any' || rule.needs === 'all') return `${rule.needs} of ${rule.of.map(told).join(' + ')}`
  return rule.needs === 'other' ? rule.what : rule.needs
}
const all = (rules: Rules): string =>
  Object.entries(rules)
    .map(([operation, rule]) => `${operation}: ${told(rule)}`)
    .sort()
    .join(', ')

test('the rules of real cards mean what they mean', () => {
  const lines = textOfVector('access-rules.txt')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(lines.length).toBeGreaterThan(70)
  const wrong = lines.filter((line) => {
    const [record = ''] = line.split(' ', 1)
    const padded = concat(fromHex(record), new Uint8Array(9).fill(0xff))
    return all(expandedRules(padded, 'EF')) !== line.slice(record.length + 1)
  })
  expect(wrong).toEqual([])
})

describe('expanded rules', () => {
  test.for([
    [
      'what is below a directory',
      '80 01 07 A406 83010A 950108',
      'directory',
      'create DF: ADM1, create EF: ADM1, delete child: ADM1',
    ],
    [
      'two keys together',
      '800102 AF0D A406830101950108 A40383010A 9000',
      'EF',
      'update: all of all of PIN1 + ADM1 + always',
    ],
    ['several commands by INS', '8402D432 A40383010A', 'EF', 'increase: ADM1, resize: ADM1'],
    ['commands by CLA and INS', '8C0480D400D6 9700', 'EF', 'resize: never, update: never'],
    ['proprietary bits', '800181 9000 ', 'EF', 'read: always'],
    ['secure messaging', '800101 B403830110', 'EF', 'read: secure messaging'],
    ['a condition byte', '800101 9E0192', 'EF', 'read: PIN of application 2'],
    ['a template of nothing', '800101 A000', 'EF', 'read: never'],
    [
      'keys of other applications',
      '800103 A406830182950108',
      'EF',
      'read: second PIN of application 2, update: second PIN of application 2',
    ],
    ['a condition of no known kind', '800101 AA00', 'EF', 'read: a condition of kind AA'],
    ['both by the tag of ISO 7816-4', '800101 AF07 B400 A40383010A', 'EF', 'read: all of secure messaging + ADM1'],
    ['what must not hold', '800101 A708 A406830101950108', 'EF', 'read: conditions that must not hold'],
    [
      'a key, and what must not hold',
      '800101 AF0F A708 A406830101950108 A40383010A',
      'EF',
      'read: all of conditions that must not hold + ADM1',
    ],
    ['an access mode without a condition', '800102', 'EF', ''],
  ] as const)('%s', ([, bytes, fileClass, meaning]) =>
    expect(all(expandedRules(fromHex(bytes), fileClass))).toBe(meaning),
  )

  test('any bytes give rules', () =>
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom('EF' as const, 'directory' as const),
        (bytes, of) => {
          expect(all(expandedRules(bytes, of))).not.toContain('undefined')
          expect(all(compactRules(bytes, of))).not.toContain('undefined')
          expect(all(simRules(bytes))).not.toContain('undefined')
        },
      ),
    ))
})

// Files of sysmoISIM-SJA2 and SJA5, and what their makers document of them
test.for([
  ['031A1A', 'EF', 'read: ADM1, update: ADM1'],
  ['1B1A1A1A1A', 'EF', 'activate: ADM1, deactivate: ADM1, read: ADM1, update: ADM1'],
  ['BB1A1A11111111', 'EF', 'read: PIN1, update: PIN1'],
  ['BB1A1A1A1A1111', 'EF', 'read: PIN1, update: PIN1'],
  ['661A1A1A11', 'directory', 'create DF: ADM1, create EF: PIN1, delete: ADM1, terminate: ADM1'],
  ['261A0000', 'directory', 'create DF: always, create EF: always, terminate: ADM1'],
  ['00', 'EF', ''],
  ['030000', 'EF', 'read: always, update: always'],
  ['03FF', 'EF', 'read: never'],
  ['0190', 'EF', 'read: a key without a reference'],
  ['01C1', 'EF', 'read: secure messaging'],
  ['01F1', 'EF', 'read: all of secure messaging + external authentication + PIN1'],
] as const)('compact rules %s of a %s', ([bytes, fileClass, meaning]) =>
  expect(all(compactRules(fromHex(bytes), fileClass))).toBe(meaning),
)

// 3GPP TS 51.011, 9.3; EF(ICCID) of a sysmoSIM-GR1 and EF(SPN) of a magic SIM among them
test.for([
  [
    '05FF55',
    'read: always, update: ADM of level 5, increase: never, activate: ADM of level 5, deactivate: ADM of level 5',
  ],
  ['0BFFFF', 'read: always, update: ADM of level 11, increase: never, activate: never, deactivate: never'],
  ['121F01', 'read: PIN1, update: PIN2, increase: PIN1, activate: always, deactivate: PIN1'],
  ['FFFFFF', 'read: never, update: never, increase: never, activate: never, deactivate: never'],
] as const)('nibbles %s of a SIM', ([bytes, meaning]) =>
  expect(all(simRules(fromHex(bytes)))).toBe(meaning.split(', ').sort().join(', ')),
)

test.for([
  [0x01, 'PIN1'],
  [0x81, 'PIN2'],
  [0x11, 'universal PIN'],
  [0x0a, 'ADM1'],
  [0x0e, 'ADM5'],
  [0x8a, 'ADM6'],
  [0x8e, 'ADM10'],
  [0x05, 'PIN of application 5'],
  [0x88, 'second PIN of application 8'],
  [0x40, 'key 40'],
] as const)('key reference %i is %s', ([reference, name]) => expect(keyName(reference)).toBe(name))

describe('a rule in EF.ARR', () => {
  const rule = '8001019000800102A40683010A950108'
  const arr = '62 12 8205 4221 0020 0C 8302 2F06 8002 0180 8801 30'.replaceAll(' ', '')
  /** A card of two answers: where EF.ARR is, and what its record says. */
  const cardWith = (place: string, record = rule) => {
    const sent: string[] = []
    let found = false
    const channel: Channel = {
      transmit: async (bytes) => {
        const command = hex(bytes)
        sent.push(command)
        if (command.startsWith('00A4')) {
          found = command.startsWith(place)
          return fromHex(found ? `${arr}9000` : '6A82')
        }
        return fromHex(found ? `${record.padEnd(64, 'F')}9000` : '6986')
      },
    }
    return { channel, sent }
  }
  const fcpWith = (reference: string): Fcp => {
    const fields = fromHex(`82024121 ${reference}`)
    return readFcp(concat(Uint8Array.of(0x62, fields.length), fields))
  }

  test.for([
    ['8B032F0603', '00A40804022F06', 3],
    ['8B036F0607', '00A40004026F06', 7],
    ['8B036F0607', '00A40804047FFF6F06', 7],
    ['8B066F0600020104', '00A40004026F06', 4],
    ['8B046F06000C', '00A40004026F06', 12],
    ['8B0105', '00A40804022F06', 5],
  ] as const)('named by %s is found at %s', async ([reference, place, record]) => {
    const { channel, sent } = cardWith(place)
    const access = await accessOf(channel, fcpWith(reference))
    expect(all(access.rules)).toBe('read: always, update: ADM1')
    expect(sent.at(-1)).toBe(`00B2${record.toString(16).padStart(2, '0').toUpperCase()}0420`)
  })

  test('that is not there is not known, and no failure', async () => {
    const { channel, sent } = cardWith('nowhere')
    expect(await accessOf(channel, fcpWith('8B036F0607'))).toEqual({ known: false, rules: {} })
    expect(sent).toHaveLength(3)
  })

  test('that may not be read is not known', async () => {
    const channel: Channel = { transmit: async ([, ins]) => fromHex(ins === 0xa4 ? `${arr}9000` : '6982') }
    expect(await accessOf(channel, fcpWith('8B036F0607'))).toEqual({ known: false, rules: {} })
  })

  test('a file without rules has none that are known', async () => {
    const { channel, sent } = cardWith('nowhere')
    expect(await accessOf(channel, fcpWith('8800'))).toEqual({ known: false, rules: {} })
    expect(sent).toEqual([])
  })
})
