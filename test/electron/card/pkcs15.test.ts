import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFcp } from '../../../electron/card/fcp'
import { dodfEntry, isDmBootstrap, odfEntry, readDirRecord, readDodf, readOdf } from '../../../electron/card/pkcs15'
import { readTlvs, tlv } from '../../../electron/card/tlv'
import { bytesOf, fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'

const path = bytesOf(0x64, 0x21)

// OMA DM 2.0, G.4.2; label, empty flags, OID 2.23.43.7.1 and path.
test.for([
  ['opaqueDO', false, '302730150C104F4D4120444D20426F6F74737472617003010030060604672B0701A106300404026421'],
  ['opaqueDO', true, '302830160C104F4D4120444D20426F6F7473747261700302078030060604672B0701A106300404026421'],
  ['oidDO', false, 'A126300030120C104F4D4120444D20426F6F747374726170A10E300C0604672B0701300404026421'],
] as const)('an entry as %s, private %s, is written and read', ([form, isPrivate, written]) => {
  expect(hex(dodfEntry({ form, label: 'OMA DM Bootstrap', isPrivate, path }))).toBe(written)
  const [entry] = readDodf(fromHex(written))
  expect(entry).toMatchObject({ form, path, isPrivate })
  expect(entry && isDmBootstrap(entry)).toBe(true)
})

test.for([
  ['an OID wrapped twice', 'A128300030120C104F4D4120444D20426F6F747374726170A110300E06060604672B0701300404026421'],
  ['no flags', '302430120C104F4D4120444D20426F6F74737472617030060604672B0701A106300404026421'],
  ['FF and 00 around it', 'FF00302430120C104F4D4120444D20426F6F74737472617030060604672B0701A106300404026421FFFF00'],
] as const)('an entry with %s is read', ([, bytes]) => {
  const [entry] = readDodf(fromHex(bytes))
  expect(entry && isDmBootstrap(entry)).toBe(true)
})

test('index and length in a path are read', () => {
  const bytes = fromHex('302B30120C104F4D4120444D20426F6F74737472617030060604672B0701A10D300B0402642102010080020200')
  expect(readDodf(bytes)).toMatchObject([{ range: { index: 0, length: 512 } }])
})

test('the entry of another application is passed over', () => {
  const rules = fromHex('A1293000300F0C0D4750205345204163632043746CA1143012060A2A864886FC6B81480101300404024200')
  expect(readDodf(rules).filter(isDmBootstrap)).toEqual([])
})

test('EF(ODF) names its directories in order', () => {
  expect(hex(odfEntry(bytesOf(0x64, 0x20)))).toBe('A706300404026420')
  expect(readOdf(fromHex('A706300404025207A706300404026420FFFF')).map(hex)).toEqual(['5207', '6420'])
})

test('a record of EF(DIR) names AID and path', () => {
  const record = readDirRecord(fromHex('61144F0CA000000063504B43532D313551043F007F50FFFFFFFF'))
  expect(record && [hex(record.aid), record.path && hex(record.path)]).toEqual(['A000000063504B43532D3135', '3F007F50'])
  expect(readDirRecord(fromHex('FFFFFFFF'))).toBeUndefined()
})

// OMA DM 2.0 on a 3G UICC: EF(DIR) linear fixed with one record of 38, EF(DM_Bootstrap) of 2048 bytes.
test.for([
  [
    '621A8205422100260183022F008A01058B032F0606800200268801F0',
    { structure: 'linear-fixed', recordBytes: 38, records: 1 },
  ],
  ['621682024121830264218A01058B032F0601800208008800', { structure: 'transparent', sizeBytes: 2048 }],
  ['622582027821840CA000000063504B43532D31358A01058B032F060CC60990014083010183010A', { structure: 'directory' }],
] as const)('FCP %s is read', ([bytes, fcp]) => expect(readFcp(fromHex(bytes))).toMatchObject(fcp))

test('a TLV of any length reads back', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), (value) => {
      const [read] = readTlvs(tlv(0x53, value))
      return read !== undefined && hex(read.value) === hex(value)
    }),
  ))

test('any bytes give a value or a failure with an offset', () => {
  const readers = [readTlvs, readDodf, readOdf, readDirRecord, readFcp]
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(...readers), (bytes, read) => {
      try {
        read(bytes)
      } catch (error) {
        if (!(error instanceof Failed) || error.failure.code !== 'bytes.malformed') throw error
        expect(error.failure.offset).toBeLessThanOrEqual(bytes.length)
      }
    }),
    { numRuns: 2000 },
  )
})
