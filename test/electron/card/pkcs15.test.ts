import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFcp } from '../../../electron/card/fcp'
import {
  dirRecord,
  dodfEntry,
  odfEntry,
  PKCS15_AID,
  readDirRecord,
  readDodf,
  readOdf,
  usedFor,
} from '../../../electron/card/pkcs15'
import { readTlvs, tlv } from '../../../electron/card/tlv'
import { bytesOf, concat, fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'

const path = bytesOf(0x64, 0x21)

// OMA DM 2.0, G.4.2; label, empty flags, OID 2.23.43.7.1 and path.
test.for([
  ['opaqueDO', false, '302730150C104F4D4120444D20426F6F74737472617003010030060604672B0701A106300404026421'],
  ['opaqueDO', true, '302830160C104F4D4120444D20426F6F7473747261700302078030060604672B0701A106300404026421'],
  ['oidDO', false, 'A126300030120C104F4D4120444D20426F6F747374726170A10E300C0604672B0701300404026421'],
] as const)('an entry as %s, private %s, is written and read', ([form, isPrivate, written]) => {
  expect(hex(dodfEntry({ use: 'dm', form, label: 'OMA DM Bootstrap', isPrivate, path }))).toBe(written)
  const [entry] = readDodf(fromHex(written))
  expect(entry).toMatchObject({ form, path, isPrivate })
  expect(entry && usedFor(entry)).toBe('dm')
})

test.for([
  ['an OID wrapped twice', 'A128300030120C104F4D4120444D20426F6F747374726170A110300E06060604672B0701300404026421'],
  ['no flags', '302430120C104F4D4120444D20426F6F74737472617030060604672B0701A106300404026421'],
  ['FF and 00 around it', 'FF00302430120C104F4D4120444D20426F6F74737472617030060604672B0701A106300404026421FFFF00'],
] as const)('an entry with %s is read', ([, bytes]) => {
  const [entry] = readDodf(fromHex(bytes))
  expect(entry && usedFor(entry)).toBe('dm')
})

test('index and length in a path are read', () => {
  const bytes = fromHex('302B30120C104F4D4120444D20426F6F74737472617030060604672B0701A10D300B0402642102010080020200')
  expect(readDodf(bytes)).toMatchObject([{ range: { index: 0, length: 512 } }])
})

test.for([
  ['dm', '0604672B0701'],
  ['cp-bootstrap', '0604672B0501'],
  ['cp-config1', '0604672B0502'],
  ['cp-config2', '0604672B0503'],
] as const)('an entry for %s has the OID %s', ([use, oid]) => {
  for (const form of ['opaqueDO', 'oidDO'] as const) {
    const written = dodfEntry({ use, form, label: 'Bootstrap', isPrivate: true, path })
    expect(hex(written)).toContain(oid)
    expect(readDodf(written)).toMatchObject([{ form, isPrivate: true, start: 0, end: written.length }])
    expect(readDodf(written).map(usedFor)).toEqual([use])
  }
})

test('what a torn write left behind the padding of a directory file is no entry, and hides none', () => {
  const first = dodfEntry({ use: 'dm', form: 'opaqueDO', label: 'OMA DM Bootstrap', isPrivate: false, path })
  for (let torn = 1; torn < first.length; torn++) {
    const file = new Uint8Array(128).fill(0xff)
    file.set(first)
    file.set(first.subarray(1, torn), first.length + 1)
    expect(readDodf(file), `${torn} bytes`).toHaveLength(1)
  }
  const entry = odfEntry(bytesOf(0x64, 0x20))
  for (let torn = 1; torn < entry.length; torn++) {
    const file = concat(entry, bytesOf(0xff), entry.subarray(1, torn), bytesOf(0xff, 0xff, 0xff))
    expect(readOdf(file).map(hex), `${torn} bytes`).toEqual(['6420'])
  }
})

test('the entry of another application is passed over', () => {
  const rules = fromHex('A1293000300F0C0D4750205345204163632043746CA1143012060A2A864886FC6B81480101300404024200')
  expect(readDodf(rules).map(usedFor)).toEqual([undefined])
})

test('EF(ODF) names its directories in order', () => {
  expect(hex(odfEntry(bytesOf(0x64, 0x20)))).toBe('A706300404026420')
  expect(readOdf(fromHex('A706300404025207A706300404026420FFFF')).map(hex)).toEqual(['5207', '6420'])
})

test('a record of EF(DIR) names AID and path', () => {
  const record = readDirRecord(fromHex('61144F0CA000000063504B43532D313551043F007F50FFFFFFFF'))
  expect(record && [hex(record.aid), record.path && hex(record.path)]).toEqual(['A000000063504B43532D3135', '3F007F50'])
  expect(readDirRecord(fromHex('FFFFFFFF'))).toBeUndefined()
  expect(hex(dirRecord(PKCS15_AID, bytesOf(0x3f, 0x00, 0x7f, 0x50)))).toBe(
    '61144F0CA000000063504B43532D313551043F007F50',
  )
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

test('an entry of somebody else that does not read is passed over; one for bootstrap is not', () => {
  const ours = dodfEntry({ use: 'dm', form: 'opaqueDO', label: 'OMA DM Bootstrap', isPrivate: false, path })
  const foreign = ['3000', '30020C00', '300D3000 3000 A1073005040200FF01', '30083000 3000 A1023000'].map(fromHex)
  for (const entry of foreign) expect(readDodf(concat(entry, ours)).map(usedFor), hex(entry)).toEqual(['dm'])
  const broken = tlv(0x30, tlv(0x30), tlv(0x30, tlv(0x06, fromHex('672B0701'))), tlv(0xa1, tlv(0x30, tlv(0x04))))
  expect(() => readDodf(broken)).toThrow(Failed)
})

test('an entry of EF(ODF) without a path is passed over', () =>
  expect(readOdf(fromHex('A70430020400 A7063004 04026420')).map(hex)).toEqual(['6420']))
