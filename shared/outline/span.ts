/** Bytes from `from` up to, not with, `to`. */
export type Span = { readonly from: number; readonly to: number }

/**
 * Where a node stands in the bytes, and where its own value does. `parts` are what is in it, in order, and `attributes`
 * the values of its attributes, where they have places of their own.
 */
export type Spot = Span & {
  readonly value: Span
  readonly parts: readonly Spot[]
  readonly attributes?: readonly Span[]
}
