/** What the environment holds under some names. Taken out of it, so that no process of ours inherits it. */
export function takeVariables(names: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const name of names) {
    const value = process.env[name]
    if (value !== undefined) found.set(name, value)
  }
  for (const name of names) delete process.env[name]
  return found
}
