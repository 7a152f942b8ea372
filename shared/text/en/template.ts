import { count } from './figures'

const levels = { error: 'Stops', warning: 'Warning' } as const

export const template = {
  imported: (name: string) => `The template ${name} is in.`,
  /** `Warning  servers.0.trust  The template does not say …`. */
  finding: (level: keyof typeof levels, path: string, sentence: string) =>
    [levels[level].padEnd(8), path, sentence].filter((part) => part !== '').join('  '),
  found: (errors: number, warnings: number) => {
    if (errors + warnings === 0) return 'Nothing was found.'
    if (errors === 0) return `${count(warnings, 'warning', 'warnings')}.`
    return `${count(errors, 'finding stops', 'findings stop')} this message; ${count(warnings, 'warning', 'warnings')}.`
  },
  difference: (path: string, before: string | undefined, after: string | undefined) => {
    if (before === undefined) return `+ ${path}: ${after}`
    return after === undefined ? `- ${path}: ${before}` : `~ ${path}: ${before} → ${after}`
  },
  differences: (differences: number) =>
    differences === 0 ? 'They say the same.' : `${count(differences, 'difference', 'differences')}.`,
}
