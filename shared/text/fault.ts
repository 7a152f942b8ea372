import { httpsIs } from '../template/field'

/** What is wrong with the value of a variable, in one language. */
export type FaultWords = {
  readonly empty: string
  readonly long: string
  readonly line: string
  readonly digits: string
  readonly hex: string
  readonly phone: string
  readonly https: string
  readonly oneOf: (choices: string) => string
  readonly pattern: (pattern: string) => string
}

const plain: Readonly<Record<string, Exclude<keyof FaultWords, 'oneOf' | 'pattern'>>> = {
  'is empty': 'empty',
  'is longer than 10240 characters': 'long',
  'must be one line without control characters': 'line',
  'must be digits': 'digits',
  'must be pairs of hex digits': 'hex',
  'must be + and 5 to 15 digits': 'phone',
  [httpsIs]: 'https',
}

/** Whether it is one that `faultOf` of a variable names. */
export const isFault = (reason: string): boolean =>
  Object.hasOwn(plain, reason) || /^must (be one of|match) ./s.test(reason)

/** The fault that `faultOf` of a variable names, in words; undefined where it is none of them. */
export function faultIn(words: FaultWords, reason: string): string | undefined {
  const name = Object.hasOwn(plain, reason) ? plain[reason] : undefined
  if (name !== undefined) return words[name]
  const [, kind, of = ''] = /^must (be one of|match) (.+)$/s.exec(reason) ?? []
  if (kind === undefined) return undefined
  return kind === 'match' ? words.pattern(of) : words.oneOf(of)
}
