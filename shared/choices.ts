// What a person chooses at a station's window, and what the station was told otherwise.
import { z } from 'zod'

/** 96 CSS pixels an inch, as long as nobody has laid a card on the glass (CSS Values 4, 6.2). */
const usualMm = 96 / 25.4

/** Kept for each station. Lengths of targets hang on `mm`, the CSS pixels of one millimetre of this display. */
export const Choices = z.strictObject({
  /** The station's name, for people; none where it is empty. */
  name: z.string().trim().max(40),
  /** `en-XA` is for tests. */
  language: z.enum(['en', 'de', 'ar', 'en-XA']),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['mouse', 'glove']),
  volume: z.int().min(0).max(10),
  isMuted: z.boolean(),
  mm: z.number().min(1).max(30),
})
export type Choices = z.infer<typeof Choices>

export const usualChoices: Choices = {
  name: '',
  language: 'en',
  theme: 'system',
  density: 'mouse',
  volume: 6,
  isMuted: false,
  mm: usualMm,
}

/** Of a choice, only what changes. */
export const Choice = Choices.partial()
export type Choice = z.infer<typeof Choice>

/** What the station works with, and by whose word. Places, never keys. */
export const Told = z.object({
  home: z.string(),
  by: z.enum(['bench', 'file', 'nobody']),
  server: z.string().optional(),
  cardKeys: z.object({ from: z.enum(['file', 'table', 'token', 'person']), place: z.string().optional() }).optional(),
  batchKey: z.string().optional(),
  readers: z.enum(['bench', 'system']),
})
export type Told = z.infer<typeof Told>

export const StationSettings = z.object({ choices: Choices, told: Told })
export type StationSettings = z.infer<typeof StationSettings>
