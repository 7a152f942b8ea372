import { fromBase64 } from '../../shared/base64'
import { Failed } from '../../shared/failure'
import type { DifferenceRow } from '../../shared/outline/difference'
import { readable } from '../../shared/utf8'
import type { text } from '../text'

export type Setting = keyof (typeof text)['repair']['setting']

/** What a node is to people, in either generation's names (DM 2.0, 12.2; DM Standardized Objects 1.2). */
const settings: readonly (readonly [RegExp, Setting])[] = [
  [/\/(SrvID|ServerID)$/, 'server'],
  [/\/(SrvURI|AppAddr\/[^/]+\/Addr)$/, 'address'],
  [/\/(Trsp\/Data|CLCRED\/AAuthName)$/, 'sign-in'],
  [/\/(Trsp\/Secret|CLCRED\/AAuthSecret)$/, 'device-secret'],
  [/\/SRVCRED\/AAuthName$/, 'server-name'],
  [/\/SRVCRED\/AAuthSecret$/, 'server-secret'],
  [/\/AAuthData$/, 'nonce'],
  [/\/PortNbr$/, 'port'],
  [/^[^/]+\/Addr$/, 'access-point'],
  [/^[^/]+\/Name$/, 'name'],
]

/** Undefined where only its path says what it is. */
export const settingOf = (path: string): Setting | undefined => settings.find(([is]) => is.test(path))?.[1]

export type Replacement = { readonly from: string; readonly to: string }

/** Whose card it would cease to be: the message to be is the left side of a comparison, the card the right one. */
export function replacementIn(rows: readonly DifferenceRow[]): Replacement | undefined {
  const servers = rows.filter(({ path }) => settingOf(path) === 'server')
  const from = servers.flatMap(({ right, kind }) => (right === undefined || kind === 'same' ? [] : [right]))
  const to = servers.flatMap(({ left }) => left ?? [])
  return from.length === 0 ? undefined : { from: from.join(', '), to: to.join(', ') }
}

/** DM 2.0 carries the name that a device signs in as in base64. */
export function shownOf(path: string, value: string | undefined): string | undefined {
  if (value === undefined || !path.endsWith('/Trsp/Data')) return value
  try {
    return readable(fromBase64(value)) ?? value
  } catch (error) {
    if (error instanceof Failed) return value
    throw error
  }
}
