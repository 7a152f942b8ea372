import { binomial } from './chance'

/** Cards of one stretch of time, and those of them that failed. */
export type Sample = { readonly tried: number; readonly failed: number }
export type Limits = { readonly lower: number; readonly upper: number }
export type Point = Limits & { readonly share: number; readonly is: 'within' | 'worse' | 'better' }

/** The share that failed, all samples together, and what each may have by chance alone. */
export type PChart = { readonly mean: number; readonly points: readonly Point[] }

/** A control chart for proportions (NIST/SEMATECH e-Handbook, 6.3.3.2). Samples without cards have no place in it. */
export function pChart(samples: readonly Sample[]): PChart {
  const tried = samples.reduce((sum, sample) => sum + sample.tried, 0)
  const failed = samples.reduce((sum, sample) => sum + sample.failed, 0)
  const mean = tried === 0 ? 0 : failed / tried
  return { mean, points: samples.map((sample) => pointOf(sample, mean)) }
}

function pointOf({ tried, failed }: Sample, mean: number): Point {
  const limits = limitsOf(mean, tried)
  const share = failed / tried
  return { ...limits, share, is: share > limits.upper ? 'worse' : share < limits.lower ? 'better' : 'within' }
}

/** Three standard deviations of a share of `n`. */
export function sigmaLimits(mean: number, n: number): Limits {
  const three = 3 * Math.sqrt((mean * (1 - mean)) / n)
  return { lower: Math.max(0, mean - three), upper: Math.min(1, mean + three) }
}

/** What three standard deviations leave outside on either side. */
const rarely = 0.00135

/** Few cards are not spread like a bell: where the exact chance asks for wider limits, they are wider. */
function limitsOf(mean: number, n: number): Limits {
  const sigma = sigmaLimits(mean, n)
  return {
    lower: Math.min(sigma.lower, fewest(mean, n) / n),
    upper: Math.max(sigma.upper, fewest(1 - mean, n) === 0 ? 1 : (n - fewest(1 - mean, n)) / n),
  }
}

/** The least count that chance alone goes below less often than `rarely`. */
function fewest(mean: number, n: number): number {
  let below = 0
  // By Bernstein's inequality less than e^-60 is before that.
  const first = Math.max(0, Math.floor(mean * n - 12 * Math.sqrt(n * mean * (1 - mean)) - 40))
  for (let count = first; count < n; count++) {
    below += binomial(count, n, mean)
    if (below > rarely) return count
  }
  return n
}
