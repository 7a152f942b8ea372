/** A leaf as JSON carries it (DM 2.0, 7.2.1.4); `bin` is base64 text. */
export type MoLeaf = string | number | boolean | null

/** An interior node. A map keeps the order of its children and takes any name. */
export type MoTree = ReadonlyMap<string, MoLeaf | MoTree>

/** One instance of a management object in a message: which kind, the name it proposes, and what is in it. */
export type MoObject = { readonly moid: string; readonly root: string; readonly ddf?: string; readonly tree: MoTree }

export const isTree = (node: unknown): node is MoTree => node instanceof Map

/** The node at a path of names, or undefined. */
export function nodeAt(tree: MoTree, ...path: readonly string[]): MoLeaf | MoTree | undefined {
  const [name, ...rest] = path
  const node = name === undefined ? tree : tree.get(name)
  if (rest.length === 0) return node
  return isTree(node) ? nodeAt(node, ...rest) : undefined
}

/** The text of a leaf; undefined if it is absent or an interior node. */
export function leafText(tree: MoTree, ...path: readonly string[]): string | undefined {
  const node = nodeAt(tree, ...path)
  return node === undefined || node === null || isTree(node) ? undefined : String(node)
}

export const areEqualNodes = (left: MoLeaf | MoTree | undefined, right: MoLeaf | MoTree | undefined): boolean => {
  if (!isTree(left) || !isTree(right)) return left === right
  return left.size === right.size && [...left].every(([name, node]) => areEqualNodes(node, right.get(name)))
}
