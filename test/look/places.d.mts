export type Place = {
  readonly name: string
  readonly scene: string
  readonly steps: readonly string[]
  readonly hash: string
}
export declare const places: readonly Place[]
