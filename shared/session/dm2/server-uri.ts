// A ServerURI with what the device puts into it: OMA DM Protocol 2.0, 6.2; RFC 3986.
import { hex } from '../../bytes'
import { Failed } from '../../failure'
import { utf8 } from '../../utf8'

/** What a device may say of itself and its networks. What it does not know is `-1`. */
export type UriValues = {
  readonly DevID: string
  /** Home and current network; digits as they are, since a network code has two or three. */
  readonly MCC?: string | undefined
  readonly MNC?: string | undefined
  readonly CMCC?: string | undefined
  readonly CMNC?: string | undefined
  readonly SPName?: string | undefined
}

const parameter = /\[([A-Za-z][A-Za-z0-9_-]*)\]/

/** Fails with `message.invalid` at `ServerURI` where that is no https address. */
export function serverUri(template: string, values: UriValues): string {
  const known = new Map<string, string | undefined>(Object.entries(values))
  const uri = template
    .split(parameter)
    .map((piece, at) => (at % 2 === 0 ? encoded(piece) : valueFor(known.get(piece))))
    .join('')
  if (!isAddress(uri)) throw new Failed({ code: 'message.invalid', path: 'ServerURI', reason: 'not an https address' })
  return uri
}

/** The colon stays, as in the standard's own examples. */
const valueFor = (value: string | undefined): string => (value ? value.replace(/[^A-Za-z0-9._~:-]/gu, percent) : '-1')

/** What a URI may not hold; brackets stand for an IPv6 address only. */
const encoded = (text: string): string =>
  text.replace(
    /(\[[0-9A-Fa-f:.]+\]|%[0-9A-Fa-f]{2})|[^A-Za-z0-9._~:/?#@!$&'()*+,;=-]/gu,
    (sign, kept?: string) => kept ?? percent(sign),
  )

const percent = (sign: string): string => hex(utf8(sign)).replace(/../g, '%$&')

function isAddress(uri: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(uri)
    return (
      protocol === 'https:' && hostname !== '' && username === '' && password === '' && !/^https:\/\/[^/]*@/i.test(uri)
    )
  } catch {
    return false
  }
}
