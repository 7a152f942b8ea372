// Which digit to compare first when a check digit does not fit.

/** `read` stands at place `at`, counted from 0, where the label may have `maybe`: one digit, or two that were swapped. */
export type Doubt = { readonly at: number; readonly read: string; readonly maybe: string }

/** Digits that people and scanners take for each other, the likeliest first. */
const alike = ['17', '08', '38', '56', '06', '68', '89', '49', '27', 'B8', 'D0', 'EF']
const most = 3

/**
 * What one swap or one misread would explain, the likeliest first. A check digit alone cannot tell which digit is wrong:
 * these are where to look, and none is ever put right by itself.
 */
export function doubtsIn(digits: string, fits: (digits: string) => boolean): readonly Doubt[] {
  const fitting = ({ at, maybe }: Doubt) => fits(digits.slice(0, at) + maybe + digits.slice(at + maybe.length))
  return [...swaps(digits), ...misreads(digits)].filter(fitting).slice(0, most)
}

const swaps = (digits: string): readonly Doubt[] =>
  [...digits].flatMap((digit, at) => {
    const next = digits[at + 1]
    return next === undefined || next === digit ? [] : [{ at, read: digit + next, maybe: next + digit }]
  })

const misreads = (digits: string): readonly Doubt[] =>
  alike.flatMap((pair) =>
    [...digits].flatMap((read, at) => (pair.includes(read) ? [{ at, read, maybe: pair.replace(read, '') }] : [])),
  )
