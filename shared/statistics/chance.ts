// Exact chances of counts. Through logarithms, so that a million cards are no problem.

const stirlingFrom = 16

/** ln n!, to ten digits and better. */
export function logFactorial(n: number): number {
  if (n < stirlingFrom) return Math.log(Array.from({ length: n }, (_, at) => at + 1).reduce((all, one) => all * one, 1))
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

/** The chance of exactly `k` among `n`, each with chance `p`. */
export function binomial(k: number, n: number, p: number): number {
  if (p <= 0 || p >= 1) return k === (p <= 0 ? 0 : n) ? 1 : 0
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p))
}

/** The chance that `k` of `drawn` are marked, where `marked` of `all` are. */
export const hypergeometric = (k: number, drawn: number, marked: number, all: number): number =>
  Math.exp(logChoose(marked, k) + logChoose(all - marked, drawn - k) - logChoose(all, drawn))
