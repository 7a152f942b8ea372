import { limitOf } from '../template/limits'
import type { Finding } from './finding'
import type { Rule, Subject } from './subject'

/** Whether the message goes where it is meant for: into the file, and beside what the card was used for. */
export const fit: Rule = (subject) => [...sizeOf(subject), ...cardOf(subject)]

function sizeOf({ template, destination, messageBytes, sizeBytes }: Subject): readonly Finding[] {
  if (messageBytes === undefined) return []
  const limits = [limitOf(template, destination), sizeBytes === undefined ? undefined : { path: '', bytes: sizeBytes }]
  return limits.flatMap((limit): readonly Finding[] => {
    if (limit === undefined || messageBytes <= limit.bytes) return []
    const facts = { needBytes: messageBytes, haveBytes: limit.bytes }
    return [{ level: 'error', code: 'too-large', path: limit.path, facts }]
  })
}

/** A card that held the other generation was in a device of the other generation, which reads nothing of this one. */
function cardOf({ cardFormat, format, destination }: Subject): readonly Finding[] {
  if (destination !== 'card' || cardFormat === undefined || cardFormat === format) return []
  if (cardFormat === 'empty' || cardFormat === 'unknown') return []
  return [{ level: 'warning', code: 'card-holds-other', path: 'card.format', facts: { onCard: cardFormat, format } }]
}
