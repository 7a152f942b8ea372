import { clock, count, day } from './figures'
import { identity } from './identity'

type KeyFileReport = {
  readonly cards: number
  readonly columns: readonly string[]
  readonly encrypted: readonly { readonly column: string; readonly mode: keyof typeof cipher; readonly kcv?: string }[]
  readonly keys: Readonly<Record<string, number>>
  readonly problems: readonly string[]
  readonly problemCount: number
}

type TypedFor = {
  readonly reader: string
  readonly iccid: string | undefined
  readonly triesLeft: number | null
}

const cipher = { gcm: 'AES-GCM', cbc: 'AES-CBC', ecb: 'AES-ECB' } as const

/** Card keys, never a value of one. */
export const keys = {
  unsure: (columns: readonly string[]) =>
    `Column ${columns.join(', ')} is encrypted in a way that does not show whether it was changed. "bootstation keys encrypt" makes it AES-GCM.`,
  typeIt: {
    'card-key': 'Card key (hex: and 16 hex digits, or 4 to 8 characters): ',
    'token-pin': 'PIN of the token: ',
    'card-pin': 'PIN of the card (4 to 8 digits): ',
  },
  /** Above the question: what a wrong answer may cost. */
  typedFor: ({ reader, iccid, triesLeft }: TypedFor) =>
    `Card ${iccid === undefined ? 'without a number' : identity.masked(iccid)} in ${reader}: ${triesLeft === null ? 'it does not tell how many tries its key has left' : `${count(triesLeft, 'try', 'tries')} left`}.`,
  /** What a key file is good for, a sentence each. */
  report: ({ cards, columns, encrypted, keys: works, problems, problemCount }: KeyFileReport) => [
    `${count(cards, 'card', 'cards')}, columns ${columns.join(', ')}.`,
    ...encrypted.map(
      ({ column, mode, kcv }) =>
        `Column ${column} is encrypted with ${cipher[mode]}${kcv ? `, check value of its key ${kcv}` : ', its key is in the token'}.`,
    ),
    ...Object.entries(works).map(([name, of]) => `${name} reads for ${count(of, 'card', 'cards')}.`),
    ...problems.map((problem) => `Not usable: ${problem}.`),
    ...(problemCount > problems.length ? [`And ${count(problemCount - problems.length, 'more', 'more')}.`] : []),
  ],
  encryptedTo: (columns: readonly string[], cards: number, path: string) =>
    `${columns.join(', ')} of ${count(cards, 'card', 'cards')} encrypted to ${path}.`,
  keysMade: (path: string) => `New column keys are in ${path}. Keep it apart from the file they open.`,
  set: (keySet: string, refusals: number, isStopped: boolean, lastAt: number, cards: readonly string[]) =>
    [
      `${keySet}: ${count(refusals, 'refusal', 'refusals')}`,
      ...(cards.length > 0 ? [`card ${cards.join(', ')}`] : []),
      `last ${day(lastAt)} ${clock(lastAt)}`,
      ...(isStopped ? ['stopped'] : []),
    ].join(', '),
  /** Where the keys of a set are, for those this home is set up with. */
  setFrom: (place: string) => `  its keys are in ${place}`,
  noSets: 'No card refused a key of this station since the last were allowed.',
  otherAllowed: (iccid: string) =>
    `Last tries were allowed for another card: the one in the reader is ${identity.iccid(iccid)}.`,
  allowed: (keySet: string) => `${keySet} is allowed again. The reason is kept.`,
}
