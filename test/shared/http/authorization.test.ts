import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paramsIn, schemesIn } from '../../../shared/http/auth-params'
import { basicAuthorization, isBasic } from '../../../shared/http/basic'
import { challengeIn, digestAuthorization, digestIn, isDigest, writeChallenge } from '../../../shared/http/digest'
import type { HttpAnswer, HttpRequest } from '../../../shared/http/exchange'
import { type SignIn, signedIn } from '../../../shared/http/sign-in'
import { credential } from '../../support/dm1-pair'

const hash = (name: string) => (bytes: Uint8Array) => createHash(name).update(bytes).digest()
const hashes = { MD5: hash('md5'), 'SHA-256': hash('sha256') }
const device = credential('dev-493005100592800', 'correct horse')

describe('Basic', () => {
  test('is the credential of the DM 2.0 account, and of RFC 7617', () => {
    expect(basicAuthorization(device)).toBe('Basic ZGV2LTQ5MzAwNTEwMDU5MjgwMDpjb3JyZWN0IGhvcnNl')
    expect(basicAuthorization(credential('Aladdin', 'open sesame'))).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')
  })

  test.for([
    ['Basic ZGV2LTQ5MzAwNTEwMDU5MjgwMDpjb3JyZWN0IGhvcnNl', true],
    ['basic  ZGV2LTQ5MzAwNTEwMDU5MjgwMDpjb3JyZWN0IGhvcnNl', true],
    ['Basic ZGV2LTQ5MzAwNTEwMDU5MjgwMDpjb3JyZWN0IGhvcnNm', false],
    ['Basic ***', false],
    ['Basic', false],
    ['', false],
    ['Digest username="dev-493005100592800"', false],
  ] as const)('%s is %s', ([header, is]) => expect(isBasic(header, device)).toBe(is))
})

// RFC 7616, 3.9.1.
const mufasa = credential('Mufasa', 'Circle of Life')
const challenge = (algorithm: 'MD5' | 'SHA-256') => ({
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  algorithm,
  opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
})
const use = {
  method: 'GET',
  uri: '/dir/index.html',
  count: 1,
  clientNonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
}
const offered = `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"`

describe('Digest', () => {
  test.for([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('by %s is that of RFC 7616', ([algorithm, response]) => {
    const header = digestAuthorization(challenge(algorithm), mufasa, use, hashes)
    expect(header).toContain(`response="${response}"`)
    expect(digestIn(header)).toEqual({ nonce: challenge('MD5').nonce, count: 1 })
    expect(isDigest(header, challenge(algorithm), mufasa, use, hashes)).toBe(true)
  })

  test('the stronger of two challenges is answered', () => {
    expect(challengeIn(offered)).toEqual(challenge('SHA-256'))
    expect(challengeIn(`Basic realm="x", ${writeChallenge(challenge('MD5'))}`)).toMatchObject({ algorithm: 'MD5' })
    expect(challengeIn(writeChallenge({ ...challenge('MD5'), realm: 'a "b" \\c' }))?.realm).toBe('a "b" \\c')
  })

  test.for([
    'Basic realm="x"',
    'Digest realm="x", nonce="y"',
    'Digest realm="x", nonce="y", qop="auth-int"',
    'Digest qop="auth", nonce="y", algorithm=SHA-512',
    'Bearer',
    '',
  ])('%s is none that can be answered', (header) => expect(challengeIn(header)).toBeUndefined())

  test('a proof is for one request, one challenge, one count and one password', () => {
    const asked = challenge('SHA-256')
    const header = digestAuthorization(asked, mufasa, use, hashes)
    const holds = (changed: Partial<Record<'uri' | 'method' | 'nonce' | 'realm' | 'password', string>>) =>
      isDigest(
        header,
        { ...asked, nonce: changed.nonce ?? asked.nonce, realm: changed.realm ?? asked.realm },
        credential('Mufasa', changed.password ?? 'Circle of Life'),
        { method: changed.method ?? use.method, uri: changed.uri ?? use.uri },
        hashes,
      )
    expect(holds({})).toBe(true)
    for (const changed of [{ uri: '/' }, { method: 'POST' }, { nonce: 'x' }, { realm: 'x' }, { password: 'x' }])
      expect(holds(changed)).toBe(false)
    expect(isDigest(header.replace('nc=00000001', 'nc=00000002'), asked, mufasa, use, hashes)).toBe(false)
  })

  test('any header is read or is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isDigest(text, challenge('MD5'), mufasa, use, hashes)).toBe(false)
        expect(isDigest(`Digest ${text}`, challenge('MD5'), mufasa, use, hashes)).toBe(false)
        expect(paramsIn(text).size).toBeGreaterThanOrEqual(0)
      }),
    )
    expect(schemesIn('Basic realm="a, b=c", Digest nonce=x,qop="auth"')).toEqual([
      { scheme: 'basic', params: new Map([['realm', 'a, b=c']]) },
      {
        scheme: 'digest',
        params: new Map([
          ['nonce', 'x'],
          ['qop', 'auth'],
        ]),
      },
    ])
  })
})

describe('signing in', () => {
  const request: HttpRequest = { method: 'GET', url: 'https://bs.example/dir/index.html', headers: {} }
  const signIn: SignIn = { who: device, first: 'basic', hashes, nonce: () => 'c' }
  const answer = (status: number, asks = ''): HttpAnswer => ({
    status,
    headers: asks === '' ? {} : { 'www-authenticate': asks },
    body: new Uint8Array(),
  })
  /** The Authorization of every request, and the status of the last answer. */
  const exchanged = (as: SignIn, ...answers: readonly HttpAnswer[]) => {
    const exchange = signedIn(request, as)
    const shown: string[] = []
    let step = exchange.next()
    for (const one of answers) {
      if (step.done) throw new Error('it ended early')
      shown.push(step.value.headers.authorization?.split(' ')[0] ?? 'nothing')
      step = exchange.next(one)
    }
    if (!step.done) throw new Error('it asks for more')
    return { shown, status: step.value.status }
  }

  test('a password is shown at once, and a digest where that is asked for', () => {
    expect(exchanged(signIn, answer(200))).toEqual({ shown: ['Basic'], status: 200 })
    expect(exchanged(signIn, answer(401, offered), answer(200))).toEqual({ shown: ['Basic', 'Digest'], status: 200 })
  })

  test('what was refused is not shown again', () => {
    expect(exchanged(signIn, answer(401, 'Basic realm="x"'))).toEqual({ shown: ['Basic'], status: 401 })
    expect(exchanged(signIn, answer(401, offered), answer(401, offered))).toMatchObject({ status: 401 })
  })

  test('who waits to be asked shows nothing before', () => {
    const as = { ...signIn, first: 'asked' } as const
    expect(exchanged(as, answer(200))).toEqual({ shown: ['nothing'], status: 200 })
    expect(exchanged(as, answer(401, 'Basic realm="x"'), answer(200))).toMatchObject({ shown: ['nothing', 'Basic'] })
    expect(exchanged(as, answer(401, offered), answer(200))).toMatchObject({ shown: ['nothing', 'Digest'] })
  })

  test('who has no password goes without', () => {
    expect(exchanged({ ...signIn, who: undefined }, answer(401, offered))).toEqual({ shown: ['nothing'], status: 401 })
  })

  test.for([
    ['https://bs.example', '/'],
    ['https://bs.example?a=1', '/?a=1'],
    ['https://bs.example:8443/b?a=%20#f', '/b?a=%20'],
  ] as const)('a digest for %s is over %s', ([url, uri]) => {
    const exchange = signedIn({ ...request, url }, signIn)
    exchange.next()
    const step = exchange.next(answer(401, offered))
    const { headers } = step.done ? expect.fail('it ended early') : step.value
    expect(paramsIn(headers.authorization ?? '').get('uri')).toBe(uri)
  })
})
