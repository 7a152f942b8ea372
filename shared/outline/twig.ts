import type { Secret } from '../secret'
import type { OutlineLine } from './schema'
import type { Span, Spot } from './span'

/** A node on its way to an outline. `id` is its number in the order of the message, `end` that after its last child. */
export type Twig = {
  readonly id: number
  readonly end: number
  readonly name: string
  readonly path: string
  readonly spot: Spot
  /** What it says in clear, the bytes that say it, and where they stand. */
  readonly secret?: TwigSecret | undefined
  readonly children: readonly Twig[]
}

export type TwigSecret = {
  readonly clear: Secret<string>
  readonly bytes: Secret<Uint8Array>
  readonly at: readonly Span[]
}

/** Lines of JSON before they are text: what belongs to which node. */
export type Shape = { readonly node: number } & (
  | { readonly literal: string }
  | { readonly members: readonly (readonly [string, Shape])[] }
  | { readonly items: readonly Shape[] }
)

/** What an outline is made of. */
export type Growth = { readonly root: Twig; readonly xml: () => readonly OutlineLine[]; readonly json: () => Shape }

export const below = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)
