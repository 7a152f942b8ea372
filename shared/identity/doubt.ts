// Which digit to compare first when a check digit does not fit.

/** `read` stands at place `at`, counted from 0, where the label may have `maybe`: one digit, or two that were swapped. */
export type Doubt = { readonly at: number; readonly read: string; readonly maybe: string }

/** Digits that people and scanners take for each other, the likeliest first. */
const alike = ['17', '08', '38', '56', '06', '68', '89', '49', '27', 'B8', 'D0', 'EF']
const mostDigits = 3

/**
 * What one misread or one swap would explain, the likeliest first: one wrong digit is far more frequent than two that
 * changed places. A check digit alone cannot tell which digit is wrong, and may be wrong itself: these are where to look,
 * few enough to be looked at, and none is ever put right by itself.
 */
export function doubtsIn(digits: string, fits: (digits: string) => boolean): readonly Doubt[] {
  const fitting = ({ at, maybe }: Doubt) => fits(digits.slice(0, at) + maybe + digits.slice(at + maybe.length))
  const ofCheckDigit = ({ at }: Doubt) => at === digits.length - 1
  const misread = misreads(digits).filter(fitting)
  const likely = [...misread.filter(ofCheckDigit), ...misread.filter((doubt) => !ofCheckDigit(doubt))]
  return few([...likely, ...swaps(digits).filter(fitting)])
}

function few(doubts: readonly Doubt[]): readonly Doubt[] {
  const taken: Doubt[] = []
  for (const doubt of doubts) if (digitsIn([...taken, doubt]) <= mostDigits) taken.push(doubt)
  return taken
}

const digitsIn = (doubts: readonly Doubt[]): number => doubts.reduce((sum, { read }) => sum + read.length, 0)

const swaps = (digits: string): readonly Doubt[] =>
  [...digits].flatMap((digit, at) => {
    const next = digits[at + 1]
    return next === undefined || next === digit ? [] : [{ at, read: digit + next, maybe: next + digit }]
  })

const misreads = (digits: string): readonly Doubt[] =>
  alike.flatMap((pair) =>
    [...digits].flatMap((read, at) => (pair.includes(read) ? [{ at, read, maybe: pair.replace(read, '') }] : [])),
  )
