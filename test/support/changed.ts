/** A document with one place changed: a path of names, and what to put there. */
export function changed(text: string, path: string, value: unknown): string {
  const document = JSON.parse(text)
  const names = path.split('.')
  const last = names.pop() ?? ''
  const parent = names.reduce((node, name) => (node[name] ??= {}), document)
  parent[last] = value
  return JSON.stringify(document)
}
