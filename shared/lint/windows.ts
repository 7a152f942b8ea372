// What Windows asks of an account (its w7 APPLICATION configuration service provider).
import type { Finding } from './finding'
import type { LintServer, Rule } from './subject'

export const windows: Rule = ({ servers, format }) => (format === 'cp' ? servers.flatMap(proofOf) : [])

/** Windows takes no w7 account without both levels, and of the server nothing but DIGEST. */
function proofOf({ path, id, source }: LintServer): readonly Finding[] {
  if (source.windows === undefined) return []
  const { client, server } = source.credentials
  const at = `${path}.credentials`
  if (client === undefined || server === undefined)
    return [{ level: 'error', code: 'windows-both', path: at, facts: { server: id } }]
  const type = server.type ?? 'DIGEST'
  if (type === 'DIGEST') return []
  return [{ level: 'error', code: 'windows-digest', path: `${at}.server.type`, facts: { server: id, type } }]
}
