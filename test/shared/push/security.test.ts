import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { hmacSha1 } from '../../../electron/push-mac'
import { hex } from '../../../shared/bytes'
import { type CpSecurity, isProtectedCp, isUserCode, protectCp } from '../../../shared/push/cp-security'
import { type Dm1Security, isProtectedDm1, protectDm1 } from '../../../shared/push/dm1-security'
import { networkKeyOf, parseImsi } from '../../../shared/push/imsi'
import { isSameMac } from '../../../shared/push/mac'
import { cpMedia, dm1Media } from '../../../shared/push/media-type'
import { parsePin } from '../../../shared/push/pin'
import { secret } from '../../../shared/secret'
import { failureOf } from '../../support/outcomes'
import { operatorMessage, smallest, w7 } from './vectors'

const imsi = parseImsi('001010123456789')
const pin = parsePin('1234')
const network = { imsi, imsiForm: 'semi-octets' } as const
const pushed = (body: Uint8Array, sec: number | undefined, mac: string | undefined, media: string) => ({
  transactionId: 1,
  media,
  sec,
  mac,
  body,
})

describe('an IMSI as the key of NETWPIN', () => {
  test.for([
    ['466923103145252', '4966291330412525'],
    ['001010123456789', '0910101032547698'],
    ['00101012345678', '01101010325476F8'],
  ] as const)('%s is written as %s', ([digits, key]) =>
    expect(hex(networkKeyOf(parseImsi(digits), 'semi-octets'))).toBe(key),
  )

  test('some phones take its digits', () => expect(hex(networkKeyOf(parseImsi('001010'), 'text'))).toBe('303031303130'))

  test.for(['', '12345', '1234567890123456', '00101012345678x'])('"%s" is none', (digits) =>
    expect(failureOf(() => parseImsi(digits))).toMatchObject({ code: 'request.invalid', path: 'imsi' }),
  )
})

describe('a PIN', () => {
  test.for(['', '123', '12345678901234567', '12a4', '１２３４'])(
    '"%s" is none, and the failure does not show it',
    (digits) => {
      const failure = failureOf(() => parsePin(digits))
      expect(failure).toMatchObject({ code: 'request.invalid', path: 'pin' })
      if (digits) expect(JSON.stringify(failure)).not.toContain(digits)
    },
  )

  test('prints as bullets, as an IMSI does', () => {
    expect(`${pin} ${JSON.stringify({ pin, imsi })} ${inspect({ pin, imsi })}`).not.toMatch(/1234|00101/)
  })
})

describe('a CP message', () => {
  const cases: readonly (readonly [string, Uint8Array, CpSecurity, number, string])[] = [
    [
      'NETWPIN, Mozilla',
      smallest,
      { sec: 'netwpin', imsi: parseImsi('466923103145252'), imsiForm: 'semi-octets' },
      0,
      '1AF545FE2823DC9347064450F90FF1BBF957E146',
    ],
    [
      'USERPIN, an operator',
      operatorMessage,
      { sec: 'userpin', pin: parsePin('0000') },
      1,
      'AA2DC41FC48AEEF3FED7351B1EE704461A8894D4',
    ],
    ['NETWPIN', w7, { sec: 'netwpin', ...network }, 0, '052F24302ED7BE3DEB67DA13536BB2CC22AB50A8'],
    ['USERPIN', w7, { sec: 'userpin', pin }, 1, '0FAC85C8886CF1A39C792C69CBBC835D74BFB6AF'],
    ['USERNETWPIN', w7, { sec: 'usernetwpin', ...network, pin }, 2, 'A9C45B49A9FA5EF1DB2BFCE446372349DC4993CB'],
  ]

  test.for(cases)('has the published MAC under %s', ([, body, security, sec, mac]) => {
    expect(protectCp(body, security, hmacSha1)).toEqual({ sec, mac })
    expect(isProtectedCp(pushed(body, sec, mac.toLowerCase(), cpMedia), security, hmacSha1)).toBe(true)
  })

  test.for(cases)('is refused under %s when a bit, the SEC or the MAC is another', ([, body, security, sec, mac]) => {
    const other = Uint8Array.from(body, (byte, at) => (at === body.length - 1 ? byte ^ 1 : byte))
    const [last] = mac.slice(-1)
    const wrong = mac.slice(0, -1) + (last === '0' ? '1' : '0')
    const accepts = (bytes: Uint8Array, code: number | undefined, sent: string | undefined): boolean =>
      isProtectedCp(pushed(bytes, code, sent, cpMedia), security, hmacSha1)
    expect(accepts(other, sec, mac)).toBe(false)
    expect(accepts(body, sec === 1 ? 0 : 1, mac)).toBe(false)
    expect(accepts(body, undefined, mac)).toBe(false)
    expect(accepts(body, sec, undefined)).toBe(false)
    expect(accepts(body, sec, wrong)).toBe(false)
    expect(accepts(body, sec, mac.slice(0, -2))).toBe(false)
    expect(accepts(body, sec, '')).toBe(false)
  })

  test('carries no MAC under USERPINMAC; the user keys in both halves', () => {
    const made = protectCp(w7, { sec: 'userpinmac', pin: parsePin('31415') }, hmacSha1)
    expect(Object.keys(made)).toEqual(['sec', 'userCode'])
    expect(made).toMatchObject({ sec: 3 })
    expect(made.userCode?.reveal()).toBe('3141560865')
    expect(JSON.stringify(made)).not.toContain('31415')
    expect(isUserCode(secret('3141560865'), w7, hmacSha1)).toBe(true)
    expect(isUserCode(secret('3141560864'), w7, hmacSha1)).toBe(false)
    expect(isUserCode(secret('31415'), w7, hmacSha1)).toBe(false)
    expect(isUserCode(secret('3141560865'), smallest, hmacSha1)).toBe(false)
  })

  test('wants five digits of the user at least under USERPINMAC', () =>
    expect(failureOf(() => protectCp(w7, { sec: 'userpinmac', pin }, hmacSha1))).toMatchObject({
      code: 'request.invalid',
      path: 'pin',
    }))
})

describe('a DM 1.2 message', () => {
  const cases: readonly (readonly [string, Dm1Security, number, Uint8Array])[] = [
    ['NETWORKID', { sec: 'networkid', ...network }, 0, Uint8Array.of(0x09, 0x10, 0x10, 0x10, 0x32, 0x54, 0x76, 0x98)],
    ['USERPIN', { sec: 'userpin', pin }, 1, Uint8Array.of(0x31, 0x32, 0x33, 0x34)],
    [
      'USERPIN_NETWORKID',
      { sec: 'userpin-networkid', ...network, pin },
      2,
      Uint8Array.of(0x31, 0x32, 0x33, 0x34, 0x3a, 0x09, 0x10, 0x10, 0x10, 0x32, 0x54, 0x76, 0x98),
    ],
  ]

  test.for(cases)('under %s has the MAC of its own key', ([, security, sec, key]) => {
    const mac = hex(hmacSha1(key, w7))
    expect(protectDm1(w7, security, hmacSha1)).toEqual({ sec, mac })
    expect(isProtectedDm1(pushed(w7, sec, mac, dm1Media), security, hmacSha1)).toBe(true)
    expect(isProtectedDm1(pushed(w7, undefined, undefined, dm1Media), security, hmacSha1)).toBe(false)
    expect(isProtectedDm1(pushed(smallest, sec, mac, dm1Media), security, hmacSha1)).toBe(false)
  })

  test('joins PIN and network otherwise than CP does', () => {
    const both = { ...network, pin }
    expect(protectDm1(w7, { sec: 'userpin-networkid', ...both }, hmacSha1).mac).not.toBe(
      protectCp(w7, { sec: 'usernetwpin', ...both }, hmacSha1).mac,
    )
  })
})

test('MACs are the same whatever the case of their digits, and only then', () => {
  expect(isSameMac('00Af', '00aF')).toBe(true)
  expect(isSameMac('00AF', '00AE')).toBe(false)
  expect(isSameMac('00AF', '00AF0')).toBe(false)
})
