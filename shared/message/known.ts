import type { Format } from './format'
import { openMessage } from './open'

/** The format of a message we can read; anything else fails. */
export const knownFormatOf = (bytes: Uint8Array): Format => openMessage(bytes).format
