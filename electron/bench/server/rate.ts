// How often a tenant may ask: a bucket that fills at a steady rate.

export type Rate = { readonly perSecond: number; readonly burst: number }
export type Limiter = {
  /** Takes one from the tenant's bucket; how long to wait, in milliseconds, where it is empty. */
  readonly waitMs: (tenant: string) => number | undefined
}

/** More tenants than these have a bucket only while they ask. */
const mostBuckets = 1000

export function createLimiter({ perSecond, burst }: Rate, now: () => number): Limiter {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>()
  return {
    waitMs: (tenant) => {
      const at = now()
      const bucket = buckets.get(tenant) ?? { left: burst, at }
      // A clock that was set back fills nothing.
      const left = Math.min(burst, bucket.left + (Math.max(0, at - bucket.at) / 1000) * perSecond)
      buckets.delete(tenant)
      buckets.set(tenant, { left: left < 1 ? left : left - 1, at })
      const [oldest] = buckets.keys()
      if (buckets.size > mostBuckets && oldest !== undefined) buckets.delete(oldest)
      return left < 1 ? Math.ceil(((1 - left) / perSecond) * 1000) : undefined
    },
  }
}
