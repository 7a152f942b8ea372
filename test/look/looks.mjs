export const languages = ['en', 'de', 'ar']
export const themes = ['light', 'dark']
export const densities = ['mouse', 'glove']
export const sizes = [
  [1024, 768],
  [1440, 900],
  [1920, 1080],
]
/** Usual; the colours of the system instead of ours; text at 200 %; no colour at all. */
export const eyes = ['usual', 'forced', 'zoom', 'grey']
