/** What strangers may leave in memory is bounded: the oldest is forgotten. */
export function keepNewest<T>(kept: Map<string, T>, most = 10_000): void {
  const [oldest] = kept.keys()
  if (kept.size > most && oldest !== undefined) kept.delete(oldest)
}
