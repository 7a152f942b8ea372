import type { AccessPointTemplate, ProxyTemplate } from '../template/connection'
import { usualAddressType } from '../template/values'
import type { Finding } from './finding'
import { isKnown, type Rule } from './subject'

/** How the device gets to its servers, and what of a CP document only some devices take. */
export const connections: Rule = ({ template, format, destination, servers, instance }) => {
  if (format === 'dm2') return template.accessPoints.flatMap(apnOf)
  return [
    ...(template.accessPoints.length === 0 ? [missing(format)] : template.accessPoints.flatMap(apnOf)),
    ...(format === 'cp'
      ? (template.proxies ?? []).flatMap((proxy, at) => proxyOf(instance?.proxies[at] ?? proxy, at))
      : []),
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

const byte = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const shapes: Readonly<Record<string, RegExp>> = {
  IPV4: new RegExp(`^${byte}(\\.${byte}){3}$`),
  IPV6: /^[0-9a-f:.]*:[0-9a-f:.]*$/i,
  E164: /^\+?\d{3,15}$/,
}

type Proxy = Pick<ProxyTemplate, 'address' | 'addressType' | 'port'>

/** As the device gets it, or as far as the template says it. */
const proxyOf = (proxy: Proxy, at: number): readonly Finding[] => [...addressOf(proxy, at), ...portOf(proxy, at)]

function portOf({ port }: Proxy, at: number): readonly Finding[] {
  if (port === undefined || !isKnown(port)) return []
  const isPort = /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 0xffff
  return isPort ? [] : [{ level: 'error', code: 'port-unfit', path: `proxies.${at}.port`, facts: { port } }]
}

function addressOf({ address, addressType, port }: Proxy, at: number): readonly Finding[] {
  const type = addressType ?? usualAddressType
  if (!isKnown(address) || !isKnown(type)) return []
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
