import { isHttps } from '../https'
import type { Finding } from './finding'
import { isKnown, type LintServer, type Rule } from './subject'

/** Where the first session goes: TLS, a port that answers it, a name that a certificate can hold, and who vouches for it. */
export const addresses: Rule = ({ servers }) => servers.flatMap((server) => [...addressOf(server), ...trustOf(server)])

export function addressOf({ path, id, url }: Pick<LintServer, 'path' | 'id' | 'url'>): readonly Finding[] {
  if (!isKnown(url)) return []
  const at = `${path}.url`
  if (!isHttps(url)) return [{ level: 'error', code: 'no-tls', path: at, facts: { server: id, url } }]
  const { hostname, port } = new URL(url)
  const findings: Finding[] = []
  const level = levelOfPort(port)
  if (level !== undefined) findings.push({ level, code: 'port-disagrees', path: at, facts: { server: id, port } })
  if (isIp(hostname))
    findings.push({ level: 'warning', code: 'address-is-ip', path: at, facts: { server: id, address: hostname } })
  return findings
}

/** Ports of other services for sure: no port at all, plain HTTP, and some that web clients do not even call (WHATWG Fetch, 2.9). */
const others = [
  ...[
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 67, 68, 69, 70, 79, 80, 88, 109, 110, 111, 113,
  ],
  ...[115, 119, 123, 135, 137, 139, 143, 161, 162, 179, 389, 445, 465, 512, 513, 514, 515, 587, 636, 873, 993, 995],
]

/** 8080 and its like are mostly plain HTTP. */
function levelOfPort(port: string): Finding['level'] | undefined {
  if (port !== '' && others.includes(Number(port))) return 'error'
  return ['8000', '8008', '8080', '8081'].includes(port) ? 'warning' : undefined
}

/** The machine itself, where a bench is, is no address that a certificate has to be bought for. */
const isIp = (hostname: string): boolean =>
  /^\[.*\]$|^\d+(\.\d+){3}$/.test(hostname) && !/^127\.|^\[::1\]$/.test(hostname)

/** In every format the device must trust the certificate of the server before it sends a byte. */
const trustOf = ({ path, id, source }: LintServer): readonly Finding[] =>
  source.trust === undefined
    ? [{ level: 'warning', code: 'trust-not-said', path: `${path}.trust`, facts: { server: id } }]
    : []
