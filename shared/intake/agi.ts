// The Asterisk Gateway Interface, as its documentation has it: lines both ways.

/** No line of an exchange is longer, and none sends more lines about a call. */
export const longestLine = 512
export const mostFacts = 64

export type AgiFacts = ReadonlyMap<string, string>

/** `agi_callerid: +491701234567`. Undefined where it is no such line. */
export function factOf(line: string): readonly [name: string, value: string] | undefined {
  const [, name, value = ''] = /^agi_([a-z0-9_]{1,40}): ?(.*)$/.exec(line) ?? []
  return name === undefined ? undefined : [name, value.trim()]
}

export type AgiAnswer =
  | { readonly is: 'result'; readonly result: string; readonly data: string }
  /** 511: the channel is dead. */
  | { readonly is: 'dead' }
  /** 510 and 520: the exchange does not know the command. */
  | { readonly is: 'unknown' }
  /** The caller hung up; an answer to the command may still follow. */
  | { readonly is: 'hangup' }
  /** A usage text begins, and ends with a line of `520 `. */
  | { readonly is: 'more' }

/** `200 result=1 (timeout)`. Undefined where the other side does not speak AGI. */
export function answerOf(line: string): AgiAnswer | undefined {
  if (line === 'HANGUP') return { is: 'hangup' }
  const [, result, data = ''] = /^200 result=(-?[0-9*#]*)(?: (.*))?$/.exec(line) ?? []
  if (result !== undefined) return { is: 'result', result, data }
  if (/^511\b/.test(line)) return { is: 'dead' }
  if (/^520-/.test(line)) return { is: 'more' }
  return /^5[12]0\b/.test(line) ? { is: 'unknown' } : undefined
}

/** An argument in quotes: a quote, a backslash or a line end in it would be another command. */
export const quoted = (text: string): string => `"${text.replace(/[^\x20-\x7e]/g, '').replace(/["\\]/g, '')}"`

/**
 * ITU-T Q.931, 4.5.10, octet 3a, as `agi_callingpres` tells it: the low two bits say who vouches for the number;
 * 1 is verified and passed, 3 is provided by the network.
 */
export function isCallerScreened(facts: AgiFacts): boolean {
  const pres = facts.get('callingpres') ?? ''
  return /^\d{1,3}$/.test(pres) && [1, 3].includes(Number(pres) & 0x03)
}
