import { inside } from './figures'
import { reading } from './reading'

/** Why: what a failure carries is English already, but for the codes of the readers. */
export const reason = (told: string): string | undefined => inside(reading(told))
