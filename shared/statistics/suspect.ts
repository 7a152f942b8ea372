import type { Sample } from './p-chart'
import { differenceByChance } from './two-proportions'

/** What cards have in common: the reader they were in, the block of card numbers they are from, the template. */
export type Trait = 'reader' | 'lot' | 'template'
export type Group = Sample & { readonly by: Trait; readonly name: string }

/** A group that fails more often than all others; `p` is how likely that is by chance alone, somewhere among all groups. */
export type Suspect = Group & { readonly others: Sample; readonly p: number }

/** Below this it is worth a person's walk. */
export const significance = 0.01

/** The group that chance explains least. Every comparison made is paid for (Bonferroni). */
export function suspectIn(groups: readonly Group[]): Suspect | undefined {
  const all = new Map<Trait, Sample>()
  for (const group of groups) all.set(group.by, together(group, all.get(group.by)))
  const compared = groups.flatMap((group) => {
    const others = without(group, all.get(group.by))
    return others.tried > 0 ? [{ ...group, others, p: differenceByChance(group, others) }] : []
  })
  return compared
    .map((one) => ({ ...one, p: Math.min(1, one.p * compared.length) }))
    .filter(({ p, tried, failed, others }) => p < significance && failed / tried > others.failed / others.tried)
    .sort((one, other) => one.p - other.p)[0]
}

const none: Sample = { tried: 0, failed: 0 }
const together = (one: Sample, other = none): Sample => ({
  tried: one.tried + other.tried,
  failed: one.failed + other.failed,
})
const without = (one: Sample, all = none): Sample => ({ tried: all.tried - one.tried, failed: all.failed - one.failed })
