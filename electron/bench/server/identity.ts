// How the server tells devices apart: one spelling for each identity, however it came.
import { Failed } from '../../../shared/failure'
import { identityOf, parseDevice } from '../../../shared/identity/device'
import { luhnDigit } from '../../../shared/identity/luhn'
import type { Identity } from '../../../shared/registration/schema'
import { problem, type Reply } from './problem'

/** What is UNIQUE for ever. */
export type Canonical = { readonly type: string; readonly value: string }

/**
 * An IMEI is known by its 14 digits (3GPP TS 23.003, 6.2): the check digit follows from them and an IMEISV ends in the
 * software's version instead. Any other identity is spelt as `parseDevice` does. A wrong one gives the answer to it.
 */
export function canonicalOf({ type, value }: Identity): Canonical | Reply {
  const named = type.toLowerCase()
  return named === 'imei' || named === 'imeisv' ? imeiOf(value.replace(/[\s/-]/g, '')) : otherOf(named, value)
}

export const isReply = (given: Canonical | Reply): given is Reply => 'status' in given

function imeiOf(digits: string): Canonical | Reply {
  if (!/^\d{14,16}$/.test(digits) || /^0+$/.test(digits))
    return problem('identity-invalid', 'an IMEI has 14 digits, its check digit or the two digits of a version')
  const body = digits.slice(0, 14)
  const digit = luhnDigit(body)
  if (digits.length === 15 && digits.at(-1) !== digit)
    return problem('identity-invalid', `its check digit is ${digits.at(-1)}, the digits before it give ${digit}`, {
      digit,
    })
  return { type: 'imei', value: body }
}

function otherOf(type: string, value: string): Canonical | Reply {
  try {
    return identityOf(parseDevice(`${type}:${value}`))
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'request.invalid')
      return problem('identity-invalid', error.failure.reason)
    throw error
  }
}
