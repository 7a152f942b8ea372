// Words for what a network and TLS can do to a request. Trouble on the way heals by itself; a wrong certificate does not.
import { Failed } from '../../shared/failure'
import { because, type Reason } from '../../shared/reason'
import { certificateStatus } from '../../shared/registration/problem-kinds'

const onTheWay: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: 'nothing listens at the address',
  ECONNRESET: 'the connection was cut',
  ECONNABORTED: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut',
  ETIMEDOUT: 'the server does not answer',
  EHOSTUNREACH: 'no way to the server',
  ENETUNREACH: 'no way to the server',
  ENETDOWN: 'the network is down',
  EADDRNOTAVAIL: 'the network is down',
  ENOTFOUND: 'the name of the server is not known',
  EAI_AGAIN: 'names cannot be looked up',
}

// Verdicts on the server's certificate, by the name that OpenSSL gives them.
const verdicts: Readonly<Record<string, Reason>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server’s certificate is not from our certificate authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'the server’s certificate is not from our certificate authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server’s certificate is not from our certificate authority',
  UNABLE_TO_GET_ISSUER_CERT: 'the server’s certificate is not from our certificate authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the server’s certificate is not from our certificate authority',
  CERT_SIGNATURE_FAILURE: 'the server’s certificate is not from our certificate authority',
  INVALID_PURPOSE: 'the server’s certificate is not one for a server',
  CERT_HAS_EXPIRED: 'the server’s certificate has expired, or this clock is wrong',
  CERT_NOT_YET_VALID: 'the server’s certificate is not valid yet, or this clock is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the server’s certificate is for another name',
}

// What a handshake breaks with. OpenSSL and Electron's BoringSSL agree in these words, not in their codes.
const handshakes: readonly (readonly [RegExp, Reason])[] = [
  [/wrong version number|packet length too long|http request/, 'what answers does not speak TLS'],
  [/unsupported protocol|protocol version/, 'the server speaks no TLS from 1.2 on'],
  [/alert (unknown psk identity|bad record mac|decrypt error)/, 'the server does not have our key'],
  [/certificate required/, 'the server asks for a certificate'],
  [/alert unknown ca/, 'the server does not know who issued our certificate'],
  [/alert certificate expired/, 'our certificate has expired, or the server’s clock is wrong'],
  [/alert certificate revoked/, 'our certificate has been revoked'],
  [
    /alert (bad|unsupported) certificate|alert certificate unknown|alert access denied/,
    'the server does not take our certificate',
  ],
]

/** The failure for an error of a socket; a bug is given back as it is. */
export function transportFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  const { code } = error
  const cut = onTheWay[code]
  if (cut !== undefined) return new Failed({ code: 'server.unreachable', reason: cut })
  if (/^(EPROTO$|ERR_SSL_|ERR_OSSL_|ERR_TLS_)/.test(code)) return untrusted(verdicts[code] ?? brokenBy(error, code))
  if ('syscall' in error || code.startsWith('HPE_'))
    return new Failed({ code: 'server.unreachable', reason: because('the exchange failed ({})', code) })
  // Node's own complaints are about us. What is left is a verdict on the certificate.
  return code.startsWith('ERR_')
    ? error
    : untrusted(verdicts[code] ?? because('the server’s certificate does not hold ({})', code))
}

const untrusted = (reason: string): Failed =>
  new Failed({ code: 'server.refused', status: certificateStatus, reason, retryable: false })

function brokenBy(error: Error, code: string): string {
  const said = `${code} ${error.message}`.toLowerCase().replaceAll('_', ' ')
  return handshakes.find(([pattern]) => pattern.test(said))?.[1] ?? because('no secure connection ({})', code)
}
