import { type Shape, shapeOf } from '../template/shape'

/** How one language tells a shape. */
export type ShapeWords = {
  readonly of: Readonly<Record<Shape['of'], string>>
  readonly between: (least: number, most: number) => string
  readonly notZero: string
}

/** `Digits: 1 to 4, the first not 0`; undefined where the pattern says more than that. */
export function shapeIn(words: ShapeWords, pattern: string): string | undefined {
  const shape = shapeOf(pattern)
  if (shape === undefined) return undefined
  const said = `${words.of[shape.of]}: ${words.between(shape.least, shape.most)}`
  return shape.isZeroFirst ? said : `${said}${words.notZero}`
}
