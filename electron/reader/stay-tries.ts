// What is remembered of the tries of a card without a number: nothing on disk, and no longer than it stays in its reader.
import type { TriesKept } from '../card/tries'

export function createStayTries(): TriesKept {
  const counting = new Set<string>()
  const last = new Map<string, number | undefined>()
  return {
    whyNotKept: () => undefined,
    isCounting: (iccid) => counting.has(iccid),
    counting: (iccid) => void counting.add(iccid),
    last: (iccid, reference) => last.get(`${iccid} ${reference}`),
    told: (iccid, reference, left) => void last.set(`${iccid} ${reference}`, left),
  }
}
