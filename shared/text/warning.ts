import { type Finding, findingOf } from '../lint/finding'

export type WarningWords = {
  readonly parts: Readonly<Record<string, string>>
  readonly credentials: (server: string, part: string) => string
  readonly proxy: (server: string, proxy: string) => string
  readonly login: (accessPoint: string) => string
  readonly rights: (server: string) => string
}

/** What lint found, or what records of before say, `credentials-not-carried: dms.example credentials.server`, as a sentence. */
export const warningOf =
  (lint: (finding: Finding) => string, words: WarningWords) =>
  (told: string): string => {
    const finding = findingOf(told)
    if (finding !== undefined) return lint(finding)
    const [, code, server = '', part = ''] = /^([a-z-]+): (\S+)(?: (\S+))?$/.exec(told) ?? []
    if (code === 'credentials-not-carried') return words.credentials(server, words.parts[part] ?? part)
    if (code === 'proxy-not-carried') return words.proxy(server, part)
    if (code === 'login-not-carried') return words.login(server)
    if (code === 'rights-not-carried') return words.rights(server)
    return told
  }
