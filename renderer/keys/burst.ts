/** Characters that came too fast for a hand. */
export type Burst = { readonly text: string; readonly lastAt: number }

export const noBurst: Burst = { text: '', lastAt: Number.NEGATIVE_INFINITY }

/** A scanner leaves at most this between two characters; a hand leaves more. */
export const gapMs = 100
/** After this silence a burst is over. */
export const silenceMs = 160
/** Two digits within this may be one number. */
export const pairMs = 1000
/** An Enter that follows a scan within this belongs to it. */
export const lateMs = 500
/** The shortest code that is taken for a scan. */
export const shortest = 6

export const grown = (burst: Burst, key: string, at: number): Burst => ({
  text: at - burst.lastAt <= gapMs ? burst.text + key : key,
  lastAt: at,
})

/** A scan that its Enter has just ended. */
export const isScan = (burst: Burst, at: number): boolean =>
  burst.text.length >= shortest && at - burst.lastAt <= silenceMs
