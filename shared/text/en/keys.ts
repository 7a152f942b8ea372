import { count, number } from './figures'

/** Card keys, never a value of one. */
export const keys = {
  unsure: (columns: readonly string[]) =>
    `Column ${columns.join(', ')} is encrypted in a way that does not show whether it was changed. "bootstation keys encrypt" makes it AES-GCM.`,
  typeIt: {
    'card-key': 'Card key (hex: and 16 hex digits, or 4 to 8 characters): ',
    'token-pin': 'PIN of the token: ',
  },
  cards: (cards: number) => `${number(cards)} ${cards === 1 ? 'card' : 'cards'}.`,
  columns: (names: readonly string[]) => `Columns: ${names.join(', ')}.`,
  encrypted: (column: string, mode: string, kcv: string | undefined) =>
    `Column ${column} is encrypted with ${mode}${kcv ? `, key check value ${kcv}` : ', key in the token'}.`,
  works: (name: string, cards: number) => `${name}: ${count(cards, 'card has', 'cards have')} one that reads.`,
  found: (names: readonly string[]) =>
    names.length === 0 ? 'This card has no key here.' : `This card has ${names.join(', ')}.`,
  problem: (what: string) => `Not usable: ${what}.`,
  more: (problems: number) => `And ${count(problems, 'more problem', 'more problems')}.`,
  encryptedTo: (columns: readonly string[], cards: number, path: string) =>
    `${columns.join(', ')} of ${count(cards, 'card', 'cards')} encrypted to ${path}.`,
  keysMade: (path: string) => `New column keys are in ${path}. Keep it apart from the file they open.`,
  set: (keySet: string, refusals: number, isStopped: boolean) =>
    `${keySet}: ${count(refusals, 'refusal', 'refusals')}${isStopped ? ', stopped' : ''}`,
  noSets: 'No card refused a key of this station since the last were allowed.',
  allowed: (keySet: string) => `${keySet} is allowed again. The reason is kept.`,
}
