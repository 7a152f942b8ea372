import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failed } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import { fitsLuhn } from '../../../shared/identity/luhn'
import { asciiDigits } from '../../../shared/intake/digits'
import { bodyOf, imeiOfKeys, imeiOfNetwork, imeiOfPerson } from '../../../shared/intake/imei'
import { maskedDevice, maskedImsi, maskedPhone } from '../../../shared/intake/mask'
import { parsePhone } from '../../../shared/intake/phone'

const imei = 'imei:490154203237518'

describe('3GPP TS 23.003, 6.2: what a network says is made an IMEI', () => {
  test.for([
    ['4901542032375101', 'an IMEISV'],
    ['490154203237518', 'with its check digit'],
    ['490154203237510', 'with the spare digit 0'],
    ['49015420323751', 'without'],
  ] as const)('%s, %s', ([text]) => expect(imeiOfNetwork(text)).toBe(imei))
  test.for(['490154203237519', '4901542032375', '49015420323751012', '49015420323751a', ''])('%s is none', (text) =>
    expect(() => imeiOfNetwork(text)).toThrow(Failed),
  )
  test('every IMEISV gives an IMEI with a check digit that fits, and the same 14 digits', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{15}$/), (imeisv) => {
        const device = imeiOfNetwork(imeisv)
        expect(device.slice(5, 19)).toBe(imeisv.slice(0, 14))
        expect(fitsLuhn(device.slice(5))).toBe(true)
      }),
    ))
})

describe('what a person reads off a device', () => {
  test.for(['490154203237518', '49 015420 323751 8', '49-015420-323751-8', '49015420323751801', '4901542032375101'])(
    '%s',
    (text) => expect(imeiOfPerson(text)).toBe(imei),
  )
  test.for(['٤٩٠١٥٤٢٠٣٢٣٧٥١٨', '۴۹۰۱۵۴۲۰۳۲۳۷۵۱۸', '४९०१५४२०३२३७५१८', '４９０１５４２０３２３７５１８'])(
    '%s, in its own digits',
    (text) => expect(imeiOfPerson(text)).toBe(imei),
  )
  test('a wrong check digit is told, also before a software version', () => {
    expect(() => imeiOfPerson('490154203237510')).toThrow(Failed)
    expect(() => imeiOfPerson('49015420323751001')).toThrow(Failed)
  })
  test('14 digits are enough on a telephone only', () => {
    expect(imeiOfKeys('49015420323751')).toBe(imei)
    expect(() => imeiOfPerson('49015420323751')).toThrow(Failed)
  })
})

describe('ITU-T E.164: a phone number has one spelling', () => {
  test.for(['+49 170 1234567', '0049 (0)170-1234567', '491701234567', '+٤٩ ١٧٠ ١٢٣٤٥٦٧', '\u200e+49 170 1234567'])(
    '%s',
    (text) => expect(parsePhone(text)).toBe('+491701234567'),
  )
  test('the zero of a national number stands for the station’s own country', () => {
    expect(parsePhone('0170 1234567', '49')).toBe('+491701234567')
    expect(() => parsePhone('0170 1234567')).toThrow(Failed)
  })
  test.for(['', '+', '110', '+0170123456', '+1234567890123456', 'anonymous', '+49170x234567', '+49<b>1701234567'])(
    '"%s" is none',
    (text) => expect(() => parsePhone(text)).toThrow(Failed),
  )
})

test('any text is a number, a device, or a failure', () =>
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d +()-]{0,24}$/)), (text) => {
      for (const read of [parsePhone, imeiOfPerson, imeiOfNetwork, imeiOfKeys]) {
        const read1 = () => read(text)
        try {
          expect(read1()).toMatch(/^(\+[1-9]\d{6,14}|imei:\d{15})$/)
        } catch (error) {
          expect(error).toBeInstanceOf(Failed)
        }
      }
    }),
  ))

test('digits of a script that nobody types are left as they are', () => expect(asciiDigits('𝟗a9')).toBe('𝟗a9'))

test('two IMEIs with the same 14 digits are one device, and a MEID is itself', () => {
  expect(bodyOf(parseDevice(imei))).toBe('imei:49015420323751')
  expect(bodyOf(parseDevice('meid:AF0123450ABCDE'))).toBe('meid:AF0123450ABCDE')
})

test('what is shown of a number is not enough to call it', () => {
  expect(maskedPhone('+491701234567')).toBe('…567')
  expect(maskedImsi('262011234567890')).toBe('26201…7890')
  expect(maskedDevice(parseDevice(imei))).toBe('imei:49015420…7518')
  expect(maskedPhone('56')).toBe('••')
})
