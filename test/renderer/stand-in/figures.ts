import type { Figures, FiguresQuery } from '../../../shared/figures'

const slotMs = 1_800_000

/** A shift of eight readers, with one bad stretch of the fifth: each list of groups is of the same cards. */
export function figuresOf({ from, to }: FiguresQuery): Figures {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const step = Math.max(slotMs, Math.ceil((end - start) / 48 / slotMs) * slotMs)
  const slots = Array.from({ length: Math.floor((end - start) / step) }, (_, at) => ({
    at: new Date(start + at * step).toISOString(),
    tried: 84 + ((at * 37) % 23),
    failed: at > 8 && at < 12 ? 14 : (at * 5) % 4,
  }))
  const tried = slots.reduce((sum, slot) => sum + slot.tried, 0)
  const failed = slots.reduce((sum, slot) => sum + slot.failed, 0)
  const groups = (by: Figures['groups'][number]['by'], names: readonly string[], cards: Shares, bad: Shares) => {
    const [all, wrong] = [shared(tried, cards), shared(failed, bad)]
    return names.map((name, at) => ({ by, name, tried: all[at] ?? 0, failed: wrong[at] ?? 0 }))
  }
  const readers = Array.from({ length: 8 }, (_, at) => `Virtual PCD 00 0${at}`)
  const names = ['card.too-small', 'card.mute', 'card.mismatch', 'card.refused'] as const
  const counts = shared(failed, [29, 17, 9, 5])
  return {
    outcomes: { PASS: tried - failed - 6, OWED: 6, FAIL: failed, ERROR: 3, other: 2 },
    slotMs: step,
    slots,
    groups: [
      ...groups('reader', readers, [131, 127, 122, 129, 118, 124, 126, 123], [3, 4, 2, 3, 40, 2, 3, 3]),
      ...groups('lot', ['89490200001234', '89490200001235'], [900, 476], [38, 22]),
      { by: 'template', name: 'nordwind', tried, failed },
    ],
    causes: names.map((name, at) => ({ name, count: counts[at] ?? 0 })),
    taktMs: seen(38_500),
    cardMs: seen(4_700),
    owed: {
      count: 6,
      held: 1,
      oldestMs: 1_560_000,
      ages: [40_000, 120_000, 300_000, 420_000, 660_000, 1_560_000].map(once),
    },
  }
}

type Shares = readonly number[]

/** Whole cards by shares; what is left over goes to the first. */
function shared(total: number, by: Shares): readonly number[] {
  const sum = by.reduce((left, right) => left + right, 0)
  const whole = by.map((share) => Math.floor((total * share) / sum))
  const left = total - whole.reduce((one, other) => one + other, 0)
  return whole.map((share, at) => (at === 0 ? share + left : share))
}

const once = (value: number) => ({ value, count: 1 })

/** A second apart, most of them in the middle. */
const seen = (least: number) =>
  Array.from({ length: 9 }, (_, at) => ({
    value: least + at * 1000,
    count: Math.round(170 * Math.exp(-((at - 4) ** 2) / 7)),
  }))
