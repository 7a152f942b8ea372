// Parameters of HTTP authentication: RFC 9110, 11.2 and 11.6.

export type AuthParams = ReadonlyMap<string, string>
export type AuthScheme = { readonly scheme: string; readonly params: AuthParams }

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const quoted = String.raw`"((?:[^"\\]|\\.)*)"`

/** Every `name=value` of a list; a name is in lower case and the first of its name counts. */
export function paramsIn(text: string): AuthParams {
  const params = new Map<string, string>()
  for (const [, name = '', string, word = ''] of text.matchAll(
    new RegExp(`(${token})\\s*=\\s*(?:${quoted}|([^\\s,"]*))`, 'g'),
  ))
    if (!params.has(name.toLowerCase())) params.set(name.toLowerCase(), string?.replace(/\\(.)/g, '$1') ?? word)
  return params
}

/** The challenges of a WWW-Authenticate, or the one scheme of an Authorization with parameters. */
export function schemesIn(header: string): readonly AuthScheme[] {
  const starts = [...header.matchAll(new RegExp(`(?:^|,)\\s*(${token})(?=\\s+${token}\\s*=|\\s*(?:,|$))`, 'g'))]
  return starts.map((start, at) => ({
    scheme: (start[1] ?? '').toLowerCase(),
    params: paramsIn(header.slice(start.index + start[0].length, starts[at + 1]?.index)),
  }))
}

export const quotedText = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
