import { z } from 'zod'

/**
 * One node of a message: its name and path, and the bytes `from` to `to` that say it. `end` is the number after its
 * last descendant, so that nodes in the order of the message are a tree.
 */
export const OutlineNode = z.object({
  name: z.string(),
  path: z.string(),
  parent: z.number().optional(),
  end: z.number(),
  from: z.number(),
  to: z.number(),
  isSecret: z.boolean(),
})
export type OutlineNode = z.infer<typeof OutlineNode>

/** A line of a rendering, and the node it belongs to. */
export const OutlineLine = z.object({ node: z.number(), indent: z.number(), text: z.string() })
export type OutlineLine = z.infer<typeof OutlineLine>

/** A message as its nodes and three renderings of them. A secret is bullets in every one, byte by byte in `hex`. */
export const Outline = z.object({
  nodes: z.array(OutlineNode),
  xml: z.array(OutlineLine),
  json: z.array(OutlineLine),
  hex: z.string(),
})
export type Outline = z.infer<typeof Outline>
