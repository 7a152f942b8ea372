import { createHash } from 'node:crypto'

/** The hash of a JSON value, the same whichever way its members were written down. */
export const payloadHash = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

// RFC 8785, 3.2.3: members sorted by their names.
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)))
      : member,
  )
