import { expect, test } from 'vitest'
import { fcpOfFile } from '../../../../electron/bench/uicc/fcp'
import { linear } from '../../../../electron/bench/uicc/file'
import {
  type DodfEntry,
  dodfEntry,
  foreignDodfEntry,
  foreignMainFile,
  odfEntry,
} from '../../../../electron/bench/uicc/pkcs15'
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

// AOSP, UiccCarrierPrivilegeRulesTest: the PKCS#15 files of an operator
test.for([
  [odfEntry('dataObjects', 0x5207), 'A706300404025207'],
  [foreignDodfEntry(0x4200), 'A1293000300F0C0D4750205345204163632043746CA1143012060A2A864886FC6B81480101300404024200'],
  [foreignMainFile(0x4300), '301004080102030405060708300404024300'],
  [
    entry({ form: 'oidDO', oid: 'wrapped twice' }),
    'A12B300030150C104F4D4120444D20426F6F747374726170030100A110300E06060604672B0701300404026421',
  ],
] as const)('%o is encoded as %s', ([bytes, encoded]) => expect(hex(bytes)).toBe(encoded))

// nrfconnect/sdk-nrf, tests/lib/uicc_lwm2m: a reader that takes one command a file, on a channel of its own
test('a modem reads LwM2M bootstrap data from a card that has them', () => {
  const dodf = 'A127300030110C0F4C774D324D20426F6F747374726170A110300E06060604672B0901300404026432'
  const payload =
    '00010036000000003108002EC80025636F61703A2F2F6C657368616E2E65636C6970736570726F6A656374732E696F3A35373833C10101C10203FFFF'
  const lwm2m = hexCard({
    pin1State: 'disabled',
    pkcs15: {
      odf: fromHex('A706300404026430'),
      dodf: fromHex(dodf),
      dodfSizeBytes: 120,
      fids: { dodf: 0x6430, bootstrap: 0x6432 },
      content: fromHex(payload),
      bootstrapSizeBytes: 60,
    },
  })
  expect(lwm2m.sendAll('0070000001', '01A404040CA000000063504B43532D313500')).toEqual([
    '019000',
    '622582027821840CA000000063504B43532D31358A01058B032F060CC60990014083010183010A9000',
  ])
  const read = (fid: string) => lwm2m.sendAll(`01A40804047FFF${fid}00`, '01B0000080').at(-1)
  expect(read('5031')).toMatch(/^A706300404026430(FF)+6282$/)
  expect(read('6430')).toMatch(new RegExp(`^${dodf}(FF)+6282$`))
  expect(read('6432')).toBe(`${payload}6282`)
  expect(lwm2m.send('01708001')).toBe('9000')
})

// Android CTS and the files of a software SIM (onomondo): ETSI TS 102 222 as others write it
test.for([
  ['EF in an application', '00E000001D621B82024121830243008A01038B036F0601800201DC8800A503C00140', '9000'],
  ['EF.PL', '00E0000021621F8202412183022F058A01058B032F06058002000A880128A506D00130D2010F', '9000'],
  ['EF.DIR, without the number of records', '00E000001B621982044221002683022F008A01058B032F06028002004C8801F0', '9000'],
  ['DF.GSM', '00E000001762158202782183027F208A01058B032F0601A503D20107', '9000'],
  [
    'an ADF.USIM, where there is one',
    '00E000003B62398202782183027FFF8410A0000000871002FFFFFFFF89070900008A0105AB158001409700800101A40683010A9501088001069000A503D20107',
    '6A8A',
  ],
  ['EF.ICCID', '00E000001962178202412183022FE28A01058B032F06038002000A880110', '9000'],
  ['the MF', '00E000001D621B8202782183023F00A5098001F18701008801008A01038B032F060F', '6A89'],
  ['EF 6421', '00E0000018621682024121830264218A01058B032F0601800204008800', '9000'],
] as const)('%s is made with %s: %s', ([, create, answer]) => {
  const empty = hexCard({ pkcs15: false })
  empty.showAdm()
  empty.sendAll('00E40000022F00', '00E40000022FE2')
  expect(empty.send(create)).toBe(answer)
})

test('EF 6421 is given 2,048 bytes', () => {
  const open = hexCard()
  open.showAdm()
  expect(open.sendAll('00A4080C027F50', '80D400000A62088302642180020800', '00A40004026421')).toEqual([
    '9000',
    '9000',
    '6118',
  ])
  expect(open.send('00C0000018')).toBe('621682024121830264218A01058B032F06018002080088009000')
})
