import { luhnDigit } from '../../../shared/identity/luhn'
import { IntakeRules } from '../../../shared/intake/rules'

/** The rules of a station that was told these. */
export const rulesWith = (given: unknown = undefined) => IntakeRules.parse(given)

/** The IMEI of the n-th device of a model. */
export function imeiNumber(n: number, tac = '35693803'): string {
  const body = `${tac}${String(n).padStart(6, '0')}`
  return `${body}${luhnDigit(body)}`
}
