import type { AccessPointTemplate, ProxyTemplate } from '../template/connection'
import type { Finding } from './finding'
import { isKnown, type Rule } from './subject'

/** How the device gets to its servers, and what of a CP document only some devices take. */
export const connections: Rule = ({ template, format, destination, servers }) => {
  if (format === 'dm2') return template.accessPoints.flatMap(apnOf)
  return [
    ...(template.accessPoints.length === 0 ? [missing(format)] : template.accessPoints.flatMap(apnOf)),
    ...(template.proxies ?? []).flatMap(proxyOf),
    ...(format === 'cp' ? vendorOf(template.cp?.vendorConfigs?.length ?? 0) : []),
    ...servers
      .filter(({ source }) => format === 'cp' && destination === 'file' && source.session !== undefined)
      .map(
        ({ path, id }): Finding => ({
          level: 'warning',
          code: 'session-in-file',
          path: `${path}.session`,
          facts: { server: id },
        }),
      ),
  ]
}

/** DM 1.2 Bootstrap, 4: an account and a connection. A device that has one of its own does without. */
const missing = (format: string): Finding => ({
  level: 'warning',
  code: 'access-point-missing',
  path: 'accessPoints',
  facts: { format },
})

/** 3GPP TS 23.003, 9.1: labels of letters, digits and hyphens, 63 octets each and 100 in all. */
function apnOf({ apn }: AccessPointTemplate, at: number): readonly Finding[] {
  if (!isKnown(apn)) return []
  const isUsual =
    apn.length <= 100 && apn.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
  return isUsual ? [] : [{ level: 'warning', code: 'apn-unusual', path: `accessPoints.${at}.apn`, facts: { apn } }]
}

const shapes: Readonly<Record<string, RegExp>> = {
  IPV4: /^\d{1,3}(\.\d{1,3}){3}$/,
  IPV6: /^[0-9a-f:.]*:[0-9a-f:.]*$/i,
  E164: /^\+?\d{3,15}$/,
}

function proxyOf({ address, addressType, port }: ProxyTemplate, at: number): readonly Finding[] {
  if (!isKnown(address)) return []
  const type = addressType ?? ''
  const shape = shapes[type.toUpperCase()]
  const [, own] = /^[^:]+:(\d+)$/.exec(address) ?? []
  const findings: Finding[] = []
  if (shape !== undefined && !shape.test(address))
    findings.push({ level: 'error', code: 'address-type', path: `proxies.${at}.addressType`, facts: { address, type } })
  if (own !== undefined && port !== undefined && isKnown(port) && own !== port)
    findings.push({ level: 'error', code: 'proxy-port', path: `proxies.${at}.port`, facts: { address, port } })
  return findings
}

/** Many devices refuse a whole document for one VENDORCONFIG. */
const vendorOf = (count: number): readonly Finding[] =>
  count === 0 ? [] : [{ level: 'warning', code: 'vendor-config', path: 'cp.vendorConfigs', facts: {} }]
