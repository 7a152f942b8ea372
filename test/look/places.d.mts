export type Place = {
  readonly name: string
  readonly scene: string
  readonly steps: readonly string[]
  readonly hash: string
  /** What lies under the edge of the display, or nothing. */
  readonly below: string
  /** Another state of a place that is there already. */
  readonly isOther: boolean
}
export declare const places: readonly Place[]
