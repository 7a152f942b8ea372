import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitsGs1, isEid } from '../../../shared/identity/check-digits'
import { barcodeOf, commandIn, commands } from '../../../shared/identity/command'
import { elementsIn } from '../../../shared/identity/gs1'
import { codesIn } from '../../../shared/identity/label'
import { layouts, meantBy } from '../../../shared/identity/layout'
import { fitsLuhn, luhnDigit } from '../../../shared/identity/luhn'
import { readScan, type Scan } from '../../../shared/identity/scan'

const imei = '490154203237518'
const other = '356938035643809'
const device = { kind: 'device', device: `imei:${imei}` } as const

/** What a scan is, in one line. */
const told = (scan: Scan): string => {
  switch (scan.kind) {
    case 'device':
      return `${scan.device}${scan.as === undefined ? '' : ` (${scan.as})`}`
    case 'several':
      return scan.devices.join(' or ')
    case 'iccid':
      return `iccid:${scan.iccid}${scan.doubts === undefined ? '' : ' in doubt'}`
    case 'eid':
      return `eid:${scan.eid}`
    case 'phone':
      return `phone:${scan.phone}`
    case 'product':
      return `${scan.what}:${scan.value}`
    case 'check-digit':
      return `wrong ${scan.of}:${scan.digits}`
    case 'command':
      return `command:${scan.command.act}`
    case 'layout':
      return `layout:${scan.scanner} on ${scan.computer}`
    case 'damaged':
    case 'unknown':
      return scan.kind
  }
}

describe('one code', () => {
  test.for([
    // 3GPP TS 23.003, 6.2: IMEI, IMEISV, and the IMEI of RFC 7254 with its spare digit.
    [imei, `imei:${imei}`],
    ['IMEI 49 015420 323751 8', `imei:${imei}`],
    ['49-015420-323751-8', `imei:${imei}`],
    ['٤٩٠١٥٤٢٠٣٢٣٧٥١٨', `imei:${imei}`],
    ['4901542032375101', `imei:${imei} (imeisv)`],
    ['IMEISV: 49015420-323751-01', `imei:${imei} (imeisv)`],
    ['490154203237519', 'wrong imei:490154203237519'],
    ['000000000000000', 'unknown'],
    // 3GPP2 S.R0048: hex, with the check digit C, decimal.
    ['AF0123450ABCDE', 'meid:AF0123450ABCDE (hex)'],
    ['AF0123450ABCDEC', 'meid:AF0123450ABCDE'],
    ['AF0123450ABCDED', 'wrong meid:AF0123450ABCDED'],
    ['293608736500703710', 'meid:AF0123450ABCDE (decimal)'],
    ['MEID DEC: 293608736500703710', 'meid:AF0123450ABCDE (decimal)'],
    ['ESN: 8016B128', 'esn:8016B128 (hex)'],
    ['ESN: 12801487144', 'esn:8016B128 (decimal)'],
    ['8016B128', 'unknown'],
    ['urn:uuid:550e8400-e29b-41d4-a716-446655440000', 'uuid:550e8400-e29b-41d4-a716-446655440000'],
    // ITU-T E.118, as published with the tests of other programs.
    ['8988211000000530082', 'iccid:8988211000000530082'],
    ['8988211000000530082F', 'iccid:8988211000000530082'],
    ['8988 2110 0000 0530 0811', 'iccid:89882110000005300811'],
    ['89882110000005300812', 'iccid:89882110000005300812 in doubt'],
    // GSMA SGP.29, 10
    ['89049032123451234512345678901235', 'eid:89049032123451234512345678901235'],
    ['89049032123451234512345678901236', 'wrong eid:89049032123451234512345678901236'],
    ['EID: 8904 9032 1234 5123 4512 3456 7890 1235', 'eid:89049032123451234512345678901235'],
    ['+49 170 1234567', 'phone:+491701234567'],
    ['tel:+49-170-1234567', 'phone:+491701234567'],
    ['00:1B:44:11:3A:B7', 'eui:001B44113AB7'],
    ['MAC 001B44113AB7', 'eui:001B44113AB7'],
    ['5901234123457', 'gtin:5901234123457'],
    ['S/N: R58M12ABCDE', 'serial:R58M12ABCDE'],
    ['hex:0011223344556677', 'unknown'],
    ['hello', 'unknown'],
    ['', 'unknown'],
  ] as const)('%s is %s', ([scanned, is]) => expect(told(readScan(scanned))).toBe(is))
})

describe('a label', () => {
  test.for([
    [']C1010950600013435221ABC123\u001d8002490154203237518', `imei:${imei}`],
    [']d2010950600013435221ABC123<GS>8002490154203237518', `imei:${imei}`],
    ['(01)09506000134352(21)ABC123(8002)490154203237518', `imei:${imei}`],
    ['010950600013435221490154203237518', `imei:${imei}`],
    ['8002490154203237518', `imei:${imei}`],
    [']C1010950600013435221ABC123', 'gtin:09506000134352'],
    ['https://id.gs1.org/01/09506000134352/21/ABC123?8002=490154203237518', `imei:${imei}`],
    [`IMEI1: ${imei}\nIMEI2: ${other}`, `imei:${imei} or imei:${other}`],
    [`IMEI1: ${imei} IMEI2: ${other} SN: ABC`, `imei:${imei} or imei:${other}`],
    [`IMEI:${imei};IMEI:${imei}`, `imei:${imei}`],
    [`{"model":"X1","imei":"${imei}","serial":"ABC"}`, `imei:${imei}`],
    [`ICCID:8988211000000530082,IMEI:${imei}`, `imei:${imei}`],
    [`${imei} ${other}`, `imei:${imei} or imei:${other}`],
    [`IMEI1:${imei}\rIMEI2:356938035643808`, 'wrong imei:356938035643808'],
    [`S/N:${imei}`, `imei:${imei}`],
    [`S/N:${other},IMEI:${imei}`, `imei:${imei}`],
    [`IMEI:${imei}\r\n`, `imei:${imei}`],
  ] as const)('%j is %s', ([scanned, is]) => expect(told(readScan(scanned))).toBe(is))

  test('tells every code it has, in its order', () =>
    expect(codesIn(`IMEI:${imei}\nICCID:8988211000000530082\nTel: +491701234567\nS/N: R58M\nColour: red`)).toEqual([
      device,
      { kind: 'iccid', iccid: '8988211000000530082' },
      { kind: 'phone', phone: '+491701234567' },
      { kind: 'product', what: 'serial', value: 'R58M' },
    ]))

  // GS1 General Specifications, 3.2 and 7.8.5
  test('of GS1 is cut where its identifiers say', () => {
    expect(elementsIn(']C101095060001343521726123110A7\u001d21S9')).toEqual([
      { name: '01', value: '09506000134352' },
      { name: '17', value: '261231' },
      { name: '10', value: 'A7' },
      { name: '21', value: 'S9' },
    ])
    expect(elementsIn(']C1310300123410LOT')).toEqual([
      { name: '3103', value: '001234' },
      { name: '10', value: 'LOT' },
    ])
    expect(elementsIn(']C1010950600')).toBeUndefined()
  })

  test('reads the same in any order and with any separator', () => {
    const codes = fc.shuffledSubarray([`IMEI: ${imei}`, 'S/N: A1B2', 'ICCID: 8988211000000530082'], { minLength: 3 })
    fc.assert(
      fc.property(codes, fc.constantFrom('\n', '\r', '\r\n', '\t', ';', ',', '\u001d', ' '), (lines, separator) => {
        expect(readScan(lines.join(separator))).toEqual(device)
      }),
    )
  })
})

describe('a check digit that does not fit', () => {
  const places = (scanned: string) => {
    const scan = readScan(scanned)
    return scan.kind === 'check-digit' ? scan.doubts : []
  }

  test('says where to look: one that looks like another, or two digits that were swapped', () => {
    expect(places('940154203237518')).toContainEqual({ at: 0, read: '94', maybe: '49' })
    expect(places('490154203231518')).toContainEqual({ at: 11, read: '1', maybe: '7' })
    expect(places('89049032123451234512345618901235')).toContainEqual({ at: 24, read: '1', maybe: '7' })
  })

  test('is itself in doubt where it looks like the one that would fit', () => {
    expect(places('356938035643808')[0]).toEqual({ at: 14, read: '8', maybe: '9' })
  })

  test('sends nobody to more than three digits', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{14}$/), (digits) => {
        expect(places(digits).reduce((sum, { read }) => sum + read.length, 0)).toBeLessThanOrEqual(3)
      }),
    ))

  test('has no doubt that would not make it fit', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{14}$/), (digits) => {
        for (const { at, read, maybe } of places(digits)) {
          expect(digits.slice(at, at + read.length)).toBe(read)
          expect(fitsLuhn(digits.slice(0, at) + maybe + digits.slice(at + maybe.length))).toBe(true)
        }
      }),
    ))

  test('of a MEID and an EID is found for each wrong digit', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-F][0-9A-F]{13}$/),
        fc.nat(13),
        fc.integer({ min: 1, max: 15 }),
        (body, at, by) => {
          const whole = body + luhnDigit(body, 16)
          const wrong = (Number.parseInt(whole[at] ?? '', 16) + by) % 16
          const text = whole.slice(0, at) + wrong.toString(16).toUpperCase() + whole.slice(at + 1)
          return fitsLuhn(whole, 16) && !fitsLuhn(text, 16)
        },
      ),
    )
    const eid = '89049032123451234512345678901235'
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 31 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        return !isEid(eid.slice(0, at) + ((Number(eid[at]) + by) % 10) + eid.slice(at + 1))
      }),
    )
    expect([fitsGs1('5901234123457'), fitsGs1('5901234123458')]).toEqual([true, false])
  })
})

describe('a wrong keyboard', () => {
  // As Windows and X11 draw these keyboards: French AZERTY, German QWERTZ, Arabic 101.
  test.for([
    ['\'çà&(\'éà"é"è(&_', 'layout:us on fr'],
    [`IMEIÖ${imei}`, 'layout:us on de'],
    [`÷’\u064f÷:${imei}`, 'layout:us on ar'],
    ['$C&&-', 'unknown'],
    ['ÖÖÖ', 'unknown'],
  ] as const)('%s is %s', ([scanned, is]) => expect(told(readScan(scanned))).toBe(is))

  test('is told for what any scanner sends to any other, and never taken for another device or command', () => {
    const layout = fc.constantFrom(...layouts)
    const code = fc.constantFrom(`IMEI:${imei}`, `]C0${imei}`, imei, ...commands.map(barcodeOf))
    fc.assert(
      fc.property(layout, layout, code, (scanner, computer, sent) => {
        const typed = meantBy(sent, computer, scanner)
        if (typed === undefined) return
        const scan = readScan(typed)
        if (scan.kind === 'layout') expect(told(readScan(scan.meant))).toBe(told(readScan(sent)))
        else expect(told(scan)).toBe(told(readScan(sent)))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a command', () => {
  test('has a barcode that is read as it, and as nothing else', () => {
    for (const command of commands) expect(readScan(barcodeOf(command))).toEqual({ kind: 'command', command })
    expect(new Set(commands.map(barcodeOf)).size).toBe(commands.length)
    expect(barcodeOf({ act: 'start' })).toBe('BST/START/18')
  })

  test('with one sign misread does nothing', () => {
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/'
    fc.assert(
      fc.property(fc.constantFrom(...commands), fc.nat(14), fc.constantFrom(...signs), (command, at, sign) => {
        const whole = barcodeOf(command)
        if (at >= whole.length || whole[at] === sign) return
        expect(typeof commandIn(whole.slice(0, at) + sign + whole.slice(at + 1))).not.toBe('object')
      }),
    )
  })
})

test('noise is read without an end that throws, and never as a command', () =>
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[\]()0-9A-F:;=/.\s-]*$/)),
      (text) => {
        const scan = readScan(text)
        expect(scan.kind).not.toBe('command')
        expect(codesIn(text).length).toBeLessThanOrEqual(text.length)
      },
    ),
    { numRuns: 2000 },
  ))
