import type { Figures, FiguresQuery } from '../../../shared/figures'

const slotMs = 1_800_000

/** A shift of eight readers, with one bad stretch of the fifth. */
export function figuresOf({ from, to }: FiguresQuery): Figures {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const step = Math.max(slotMs, Math.ceil((end - start) / 48 / slotMs) * slotMs)
  const slots = Array.from({ length: Math.floor((end - start) / step) }, (_, at) => ({
    at: new Date(start + at * step).toISOString(),
    tried: 84 + ((at * 37) % 23),
    failed: at > 8 && at < 12 ? 14 : (at * 5) % 4,
  }))
  const readers = Array.from({ length: 8 }, (_, at) => ({
    by: 'reader' as const,
    name: `Virtual PCD 00 0${at}`,
    tried: 172,
    failed: at === 4 ? 31 : (at * 3) % 4,
  }))
  return {
    outcomes: { PASS: 1322, OWED: 6, FAIL: 47, ERROR: 3, other: 2 },
    slotMs: step,
    slots,
    groups: [
      ...readers,
      { by: 'lot', name: '89490200001234', tried: 900, failed: 21 },
      { by: 'lot', name: '89490200001235', tried: 476, failed: 26 },
      { by: 'template', name: 'nordwind', tried: 1376, failed: 47 },
    ],
    causes: [
      { name: 'card.too-small', count: 29 },
      { name: 'card.mute', count: 17 },
      { name: 'card.mismatch', count: 9 },
      { name: 'card.refused', count: 5 },
    ],
    taktMs: seen(19_000, 11),
    cardMs: seen(8_400, 5),
    owed: {
      count: 6,
      held: 1,
      oldestMs: 1_560_000,
      ages: [40_000, 120_000, 300_000, 420_000, 660_000, 1_560_000].map(once),
    },
  }
}

const once = (value: number) => ({ value, count: 1 })
const seen = (least: number, spread: number) =>
  Array.from({ length: spread }, (_, at) => ({ value: least + at * 1000, count: 160 - (at - 3) ** 2 * 5 })).filter(
    ({ count }) => count > 0,
  )
