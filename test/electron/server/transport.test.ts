import { expect, test } from 'vitest'
import { transportFailure } from '../../../electron/server/transport'

const errorOf = (code: string, message = '', more: object = {}): Error =>
  Object.assign(new Error(message), { code, ...more })
const refusedFor = (reason: string) => ({ failure: { code: 'server.refused', status: 495, reason, retryable: false } })

test.for([
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', '', 'the server does not know who issued our certificate'],
  [
    'EPROTO',
    'write EPROTO 80B:error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:rec.c:1586:',
    'the server does not know who issued our certificate',
  ],
  [
    'EPROTO',
    'write EPROTO 4:error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA:tls_record.cc:592:',
    'the server does not know who issued our certificate',
  ],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', '', 'the server asks for a certificate'],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED', '', 'our certificate has been revoked'],
  ['CERT_REVOKED', 'certificate revoked', 'the server’s certificate does not hold (CERT_REVOKED)'],
  ['ERR_SSL_NO_SUCH_THING', '', 'no secure connection (ERR_SSL_NO_SUCH_THING)'],
] as const)('%s %s is a refusal: %s', ([code, message, reason]) =>
  expect(transportFailure(errorOf(code, message))).toMatchObject(refusedFor(reason)),
)

test.for([
  ['ECONNREFUSED', 'nothing listens at the address'],
  ['ENOTFOUND', 'the name of the server is not known'],
  ['EHOSTUNREACH', 'no way to the server'],
  ['HPE_INVALID_CONSTANT', 'the exchange failed (HPE_INVALID_CONSTANT)'],
  ['EMFILE', 'the exchange failed (EMFILE)'],
] as const)('%s passes by itself: %s', ([code, reason]) =>
  expect(transportFailure(errorOf(code, '', { syscall: 'connect' }))).toMatchObject({
    failure: { code: 'server.unreachable', reason },
  }),
)

test('what is our own fault stays what it is', () => {
  const bugs = [errorOf('ERR_INVALID_CHAR'), new TypeError('x is not a function'), undefined]
  expect(bugs.map(transportFailure)).toEqual(bugs)
})
