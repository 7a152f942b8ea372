/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

// What befalls a bad card. `wrong-key` and `small` never become good; the others may, when they are put back.
const troubles = ['wrong-key', 'torn', 'small', 'mute', 'pulled']
const kinds = { 'wrong-key': 'other-key', small: 'small' }

/** A tray of cards, one in twenty of them bad, the bad ones of all sorts. */
export function trayOf({ cards, seed }) {
  const random = randomOf(seed)
  const bad = new Set()
  while (bad.size < Math.round(cards / 20)) bad.add(Math.floor(random() * cards))
  return Array.from({ length: cards }, (_, number) => {
    const trouble = bad.has(number) ? troubles[[...bad].indexOf(number) % troubles.length] : undefined
    return { number, trouble, kind: kinds[trouble] ?? 'usim', chance: random() }
  })
}

/** The mishap that is waiting for a card which is in reader `reader` now. */
export function mishapOf({ trouble, chance }, reader) {
  const soon = 1 + Math.floor(chance * 30)
  if (trouble === 'torn') return { do: 'tear', reader, at: 1, bytes: Math.floor(chance * 60) }
  if (trouble === 'mute') return { do: 'mute', reader, at: soon }
  if (trouble === 'pulled') return { do: 'leave', reader, after: 10 + soon }
  return undefined
}
