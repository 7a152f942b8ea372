import { findingOf } from '../../lint/finding'
import { lint } from './lint'

const parts: Readonly<Record<string, string>> = {
  'credentials.server': 'the secret of the server',
  'credentials.client.nonce': 'the first nonce of the device',
  notification: 'the settings of notifications',
}

/** What lint found, or what records of before say, `credentials-not-carried: dms.example credentials.server`, as a sentence. */
export function warning(told: string): string {
  const finding = findingOf(told)
  if (finding !== undefined) return lint(finding)
  const [, code, server = '', part = ''] = /^([a-z-]+): (\S+)(?: (\S+))?$/.exec(told) ?? []
  if (code === 'credentials-not-carried') return `This format does not carry ${parts[part] ?? part} for ${server}.`
  if (code === 'proxy-not-carried')
    return `This format does not carry the proxy ${part}, which ${server} is reached by.`
  if (code === 'login-not-carried') return `This format does not carry the sign-in at the access point ${server}.`
  if (code === 'rights-not-carried') return `This format does not carry which rights ${server} has.`
  return told
}
