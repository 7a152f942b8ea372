import { secretsOf } from '../template/secrets'
import { namesIn } from '../template/text'
import type { Rule } from './subject'

/** A variable that is asked for and used nowhere was misspelt where it should be used. */
export const names: Rule = ({ template }) => {
  const { variables, ...rest } = template
  const spoken = new Set([
    ...namesIn(JSON.stringify(rest)),
    ...secretsOf(template).flatMap(({ source }) => ('variable' in source ? [source.variable] : [])),
  ])
  return Object.keys(variables)
    .filter((name) => !spoken.has(name))
    .map((name) => ({ level: 'warning', code: 'variable-unused', path: `variables.${name}`, facts: { name } }))
}
