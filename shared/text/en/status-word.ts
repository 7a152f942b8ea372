// Status words of cards as people read them: ETSI TS 102 221, 10.2.1; 3GPP TS 51.011, 9.4.
import { bytes, count } from './figures'

const words: Readonly<Record<string, string>> = {
  '9000': 'done',
  '6200': 'a warning',
  '6281': 'what was read may be damaged',
  '6282': 'the file ended',
  '6283': 'the file is deactivated',
  '6300': 'not authenticated',
  '6581': 'a memory problem',
  '6700': 'the length is wrong',
  '6881': 'no such logical channel',
  '6882': 'no secure messaging',
  '6981': 'a file of another kind',
  '6982': 'not allowed without a key',
  '6983': 'the key is blocked',
  '6984': 'the key cannot be used',
  '6985': 'not now',
  '6986': 'no file is selected',
  '6989': 'only in a secure channel',
  '6A80': 'the data are wrong',
  '6A81': 'the card does not do this',
  '6A82': 'not found',
  '6A83': 'no such record',
  '6A84': 'no memory left',
  '6A86': 'P1 or P2 is wrong',
  '6A88': 'no such key',
  '6A89': 'it exists already',
  '6B00': 'past the end',
  '6D00': 'the card does not know this command',
  '6E00': 'the card does not know this class',
  '6F00': 'failed, no reason given',
  '9402': 'past the end',
  '9404': 'not found',
  '9804': 'not allowed without a key, or the key was refused',
  '9808': 'this key is not asked for',
  '9840': 'the key is blocked',
}

const families: readonly (readonly [RegExp, (rest: number) => string])[] = [
  [/^91/, () => 'done, and the card has a command of its own waiting'],
  [/^(61|9F)/, (rest) => `${bytes(rest || 256)} are waiting`],
  [/^6C/, (rest) => `the length is ${rest || 256}`],
  [/^63C/, (rest) => `refused, ${count(rest & 0x0f, 'try is', 'tries are')} left`],
  [/^(92|65)/, () => 'a memory problem'],
]

/** What a status word means, in hex as four digits. */
export const statusWord = (sw: string): string =>
  words[sw] ?? families.find(([pattern]) => pattern.test(sw))?.[1](Number.parseInt(sw.slice(2), 16)) ?? 'not known here'
