import { expect, test } from 'vitest'
import { fcpOfFile } from '../../../../electron/bench/uicc/fcp'
import { linear } from '../../../../electron/bench/uicc/file'
import { type DodfEntry, dodfEntry, odfEntry } from '../../../../electron/bench/uicc/pkcs15'
import { referenced } from '../../../../electron/bench/uicc/rules'
import { imsiBytes, msisdnRecord } from '../../../../electron/bench/uicc/subscriber-files'
import { fromHex, hex } from '../../../../shared/bytes'
import { hexCard } from './exchange'

const message = fromHex('5B7B22444446223A22')
const card = hexCard({
  pin1State: 'disabled',
  pkcs15: { bootstrapSizeBytes: 2048, dodfSizeBytes: 64, content: message },
})

// a DM Client reads a 3G UICC on a channel of its own: OMA-TS-DM_Protocol-V2_0, G.3
test.for([
  ['00A4000C023F00', '9000'],
  ['0070000001', '019000'],
  [
    '01A404040CA000000063504B43532D313500',
    '622582027821840CA000000063504B43532D31358A01058B032F060CC60990014083010183010A9000',
  ],
  ['01A4000402503100', '6216820241218302503' + '18A01058B032F06018002002088009000'],
  ['01B0000020', `A706300404026420${'FF'.repeat(24)}9000`],
  ['01A4000402642000', '621682024121830264208A01058B032F06018002004088009000'],
  [
    '01B0000040',
    `302730150C104F4D4120444D20426F6F74737472617003010030060604672B0701A106300404026421${'FF'.repeat(23)}9000`,
  ],
  ['01A4000402642100', '621682024121830264218A01058B032F06018002080088009000'],
  ['01B00000FF', `5B7B22444446223A22${'FF'.repeat(246)}9000`],
  ['01B00701FF', `${'FF'.repeat(255)}9000`],
  ['01B00702FF', `${'FF'.repeat(254)}6282`],
  ['00708001', '9000'],
  ['01B00000FF', '6881'],
] as const)('%s is answered %s', ([command, answer]) => expect(card.send(command)).toBe(answer))

test('the FCP of an EF.DIR with one record is that of the standard', () =>
  expect(
    hex(
      fcpOfFile(
        linear({
          fid: 0x2f00,
          sfi: 0x1e,
          security: referenced(0x2f06, 6),
          recordBytes: 38,
          bytes: new Uint8Array(38),
        }),
      ),
    ),
  ).toBe('621A8205422100260183022F008A01058B032F0606800200268801F0'))

const entry = (wanted: Partial<DodfEntry>) =>
  dodfEntry({ form: 'opaqueDO', oid: 'wrapped once', label: 'OMA DM Bootstrap', fid: 0x6421, flags: 'none', ...wanted })

test.for([
  [entry({}), '302730150C104F4D4120444D20426F6F74737472617003010030060604672B0701A106300404026421'],
  [entry({ flags: 'private' }), '302830160C104F4D4120444D20426F6F7473747261700302078030060604672B0701A106300404026421'],
  [odfEntry('dataObjects', 0x6420), 'A706300404026420'],
  [imsiBytes('262011106487504'), '082926101160845740'],
  [imsiBytes('228062800000208'), '082982608200002080'],
  [
    msisdnRecord('Eigene Rufnummer', '4917279119183', 20),
    '456967656E65205275666E756D6D6572FFFFFFFF0891947172199181F3FFFFFFFFFF',
  ],
] as const)('%o is encoded as %s', ([bytes, encoded]) => expect(hex(bytes)).toBe(encoded))

test('an oidDO entry has the flags that the profile asks for', () =>
  expect(hex(entry({ form: 'oidDO' }))).toBe(
    'A129300030150C104F4D4120444D20426F6F747374726170030100A10E300C0604672B0701300404026421',
  ))
