import type { Page } from '@playwright/test'
import type { Place } from './places.mjs'

export type Look = {
  readonly size: readonly [number, number]
  readonly theme: 'light' | 'dark'
  readonly eyes: 'usual' | 'forced' | 'zoom' | 'grey'
}
export declare function withWindow(display: string | undefined, work: (page: Page) => Promise<void>): Promise<void>
export declare function goTo(
  page: Page,
  place: Place,
  choice: { readonly language: string; readonly density: string },
): Promise<void>
export declare function toBelow(page: Page, place: Place): Promise<boolean>
export declare function light(page: Page, look: Look): Promise<void>
