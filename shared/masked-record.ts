import { identityOf } from './identity/device'
import type { JobRecord } from './job'
import type { References } from './registration/references'

const shownDigits = 4

/** `356938035643809` as `•••••••••••3809`. */
export const maskedNumber = (number: string): string =>
  '•'.repeat(Math.max(0, number.length - shownDigits)) + number.slice(-shownDigits)

// Numbers of cards and devices; a hash, a time and the id of a job hold no such run of digits by themselves.
const longNumber = /(?<![0-9a-f-])\d{14,20}(?![0-9a-f])/g

/** The record with the end only of every identity and card number, wherever in it they stand. */
export function maskedRecord(record: JobRecord): JobRecord {
  const own = [record.device && identityOf(record.device).value, record.iccid].filter((one) => one !== undefined)
  const { references, ...rest } = record
  return { ...masked(rest, own), ...(references && { references: maskedReferences(references) }) }
}

/** A sale, who sold and who bought lead to people; a shop does not. A short one is not shown by its end, which is all of it. */
function maskedReferences({ order, customerRef }: References): References {
  const hidden = (one: string): string => (one.length > 2 * shownDigits ? maskedNumber(one) : '•'.repeat(one.length))
  return {
    ...(order && {
      order: { ...order, ref: hidden(order.ref), ...(order.seller && { seller: hidden(order.seller) }) },
    }),
    ...(customerRef !== undefined && { customerRef: hidden(customerRef) }),
  }
}

function masked<T>(value: T, own: readonly string[]): T
function masked(value: unknown, own: readonly string[]): unknown {
  if (typeof value === 'string')
    return own.reduce((text, one) => text.replaceAll(one, maskedNumber(one)), value).replace(longNumber, maskedNumber)
  if (Array.isArray(value)) return value.map((one) => masked(one, own))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, masked(one, own)]))
}
