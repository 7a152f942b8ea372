import type { Figures } from '../../shared/figures'

const startAt = Date.UTC(2026, 10, 21, 6)
const slotMs = 1_800_000
const failed = [1, 2, 0, 1, 2, 1, 0, 2, 1, 0, 3, 11, 2, 1, 1, 0]

/** A shift with one bad half hour, which was one reader's. */
export const figuresOfScene = (): Figures => ({
  outcomes: { PASS: 1358, OWED: 16, FAIL: 28, ERROR: 3, other: 1 },
  slotMs,
  slots: failed.map((count, at) => ({
    at: new Date(startAt + at * slotMs).toISOString(),
    tried: 84 + ((at * 7) % 11),
    failed: count,
  })),
  groups: [
    ...Array.from({ length: 8 }, (_, at) => ({
      by: 'reader' as const,
      name: `Virtual PCD 00 0${at}`,
      tried: 170 + ((at * 5) % 13),
      failed: at === 4 ? 14 : 2,
    })),
    { by: 'lot', name: '89490200001234', tried: 800, failed: 17 },
    { by: 'lot', name: '89490200001235', tried: 602, failed: 11 },
    { by: 'template', name: 'nordwind', tried: 1402, failed: 28 },
  ],
  causes: [
    { name: 'card.too-small', count: 13 },
    { name: 'card.mute', count: 8 },
    { name: 'card.key-refused', count: 4 },
    { name: 'card.mismatch', count: 2 },
    { name: 'card.removed', count: 1 },
  ],
  taktMs: [3, 14, 41, 118, 210, 96, 41, 17, 8, 3, 1].map((count, at) => ({ value: 8000 + at * 500, count })),
  cardMs: [40, 260, 180, 22].map((count, at) => ({ value: 6400 + at * 500, count })),
  owed: {
    count: 16,
    held: 2,
    oldestMs: 5_400_000,
    ages: [
      { value: 0, count: 5 },
      { value: 1_200_000, count: 8 },
      { value: 5_400_000, count: 3 },
    ],
  },
})
