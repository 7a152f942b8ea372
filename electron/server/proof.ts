import { createHash } from 'node:crypto'
import { canonicalJson } from '../../shared/registration/canonical'

/** The hash of a JSON value, lower case hex: the same whichever way its members were written down. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')
