// A moment as it is typed, by the clock of this station: 2026-01-31 06:00.

/** As ISO 8601 in UTC; undefined where no clock shows it. */
export function momentIn(typed: string): string | undefined {
  const bare = typed.trim()
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(bare)) return undefined
  const at = new Date(bare.replace(' ', 'T'))
  // A clock that jumps an hour shows what follows it; February has no 30th.
  return Number.isNaN(at.getTime()) || at.getDate() !== Number(bare.slice(8, 10)) ? undefined : at.toISOString()
}

export function typedMoment(iso: string): string {
  const at = new Date(iso)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`
}
