// What a template says and a format cannot carry. A warning where a device would do without something it needs.
import type { Template } from '../template/schema'
import type { Finding } from './finding'
import type { LintServer, Rule, Subject } from './subject'

export const losses: Rule = (subject) => {
  const { format, servers, template } = subject
  const ofServers = servers.flatMap((server) => [
    ...(format === 'dm2' ? lostInDm2(server, template) : lostOutsideDm2(server, subject)),
    ...(format === 'cp' ? [] : lostOutsideCp(server, subject)),
  ])
  return format === 'cp' ? ofServers : [...ofServers, ...loginsOf(subject), ...documentOf(subject)]
}

const told = <T>(value: T | undefined, finding: (value: T) => Finding): readonly Finding[] =>
  value === undefined ? [] : [finding(value)]

/** DM 2.0, 9.2.2: the server proves itself by TLS, and the client shows its name and secret within it. */
function lostInDm2({ path, id, source }: LintServer, { accessPoints }: Template): readonly Finding[] {
  const { client, server } = source.credentials
  const lost = {
    'credentials.server': server,
    'credentials.client.nonce': client?.nonce,
    'credentials.client.type': client?.type,
  }
  const fields = Object.entries(lost).flatMap(([field, value]) => (value === undefined ? [] : [field]))
  return [
    ...told(fields.length === 0 ? undefined : fields.join(', '), (fields) => ({
      level: 'note',
      code: 'proof-not-carried',
      path: `${path}.credentials`,
      facts: { server: id, fields },
    })),
    ...told(source.accessPoint, (accessPoint) => ({
      level: accessPoints.length > 1 ? 'warning' : 'note',
      code: 'access-point-not-carried',
      path: `${path}.accessPoint`,
      facts: { server: id, accessPoint },
    })),
  ]
}

function lostOutsideDm2({ path, id, source }: LintServer, { format }: Subject): readonly Finding[] {
  const facts = { server: id, format }
  return [
    ...told(source.rights.includes('*') ? undefined : source.rights, () => ({
      level: 'warning',
      code: 'rights-not-carried',
      path: `${path}.rights`,
      facts,
    })),
    ...told(source.notification, () => ({
      level: 'warning',
      code: 'notification-not-carried',
      path: `${path}.notification`,
      facts,
    })),
  ]
}

/** A device opens its first session by itself; one that must reach the server through a proxy cannot do without it. */
function lostOutsideCp({ path, id, source }: LintServer, { format }: Subject): readonly Finding[] {
  const facts = { server: id, format }
  return [
    ...told(source.proxy, (proxy) => ({
      level: 'warning',
      code: 'proxy-not-carried',
      path: `${path}.proxy`,
      facts: { ...facts, proxy },
    })),
    ...told(source.windows, () => ({ level: 'warning', code: 'windows-not-carried', path: `${path}.windows`, facts })),
    ...told(source.session, () => ({ level: 'note', code: 'session-not-carried', path: `${path}.session`, facts })),
  ]
}

const loginsOf = ({ template, format }: Subject): readonly Finding[] =>
  template.accessPoints.flatMap(({ id, login }, at) =>
    told(login, () => ({
      level: 'warning',
      code: 'login-not-carried',
      path: `accessPoints.${at}.login`,
      facts: { accessPoint: id, format },
    })),
  )

/** Proxies that no server asks for, and what is said for CP alone. */
function documentOf({ template: { proxies = [], cp, servers }, format }: Subject): readonly Finding[] {
  const spare = proxies.find(({ id }) => !servers.some(({ proxy }) => proxy === id))
  return [
    ...told(spare, () => ({
      level: 'note',
      code: 'part-not-carried',
      path: 'proxies',
      facts: { part: 'proxies', format },
    })),
    ...told(cp, () => ({ level: 'note', code: 'part-not-carried', path: 'cp', facts: { part: 'cp', format } })),
  ]
}
