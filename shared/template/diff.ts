import type { Template } from './schema'

/** One thing two templates say differently: by its path, where members of a list go by their id or name. A secret is bullets. */
export type TemplateDifference = { readonly path: string; readonly before?: string; readonly after?: string }

type Leaf = { readonly clear: string; readonly shown: string }

/** What changed from one template to the other, whatever the order and the white space. */
export function diffTemplates(before: Template, after: Template): readonly TemplateDifference[] {
  const [ours, theirs] = [leavesOf(before), leavesOf(after)]
  const paths = [...new Set([...ours.keys(), ...theirs.keys()])]
  return paths.flatMap((path) => {
    const [left, right] = [ours.get(path), theirs.get(path)]
    if (left?.clear === right?.clear) return []
    return [{ path, ...(left && { before: left.shown }), ...(right && { after: right.shown }) }]
  })
}

const leavesOf = ({ $schema: _, ...said }: Template): ReadonlyMap<string, Leaf> => new Map(leavesIn(said, ''))

function leavesIn(value: unknown, path: string): readonly (readonly [string, Leaf])[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((item) => leavesIn(item, `${path}[${keyOf(item)}]`))
  if (typeof value !== 'object' || value === null) return [[path, leafOf(value)]]
  if ('reveal' in value && typeof value.reveal === 'function')
    return [[path, { clear: String(value.reveal()), shown: String(value) }]]
  return Object.entries(value).flatMap(([name, member]) => leavesIn(member, path === '' ? name : `${path}.${name}`))
}

const leafOf = (value: unknown): Leaf => ({ clear: JSON.stringify(value), shown: String(value) })

/** Lists of a template are of things with an id, of things with a name, or of words. */
function keyOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item)
  if ('id' in item) return String(item.id)
  return 'name' in item ? String(item.name) : ''
}
