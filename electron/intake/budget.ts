/** So much in so long for each key. Bounded: where too many keys are in use at once, a new one gets nothing. */
export type Budget = {
  /** Spends `cost`, or answers false and spends nothing. */
  readonly spend: (key: string, cost?: number) => boolean
  /** ms until `key` has something again. */
  readonly waitMs: (key: string) => number
}

export type BudgetOptions = { readonly most: number; readonly perMs: number; readonly now: () => number }

type Window = { readonly until: number; readonly spent: number }

const mostKeys = 50_000

export function createBudget({ most, perMs, now }: BudgetOptions): Budget {
  const windows = new Map<string, Window>()
  /** One that ends later than a new one would is from before the clock was set back. */
  const isLive = ({ until }: Window): boolean => until > now() && until <= now() + perMs
  /** Windows are as long as each other, so the oldest end first. */
  const forget = (): void => {
    for (const [key, window] of windows) {
      if (isLive(window)) return
      windows.delete(key)
    }
  }
  const live = (key: string): Window | undefined => {
    const window = windows.get(key)
    return window && isLive(window) ? window : undefined
  }
  return {
    spend: (key, cost = 1) => {
      const window = live(key)
      if (!window) forget()
      if ((window?.spent ?? 0) + cost > most || (!window && windows.size >= mostKeys)) return false
      if (!window) windows.delete(key)
      windows.set(key, { until: window?.until ?? now() + perMs, spent: (window?.spent ?? 0) + cost })
      return true
    },
    waitMs: (key) => {
      const window = live(key)
      return window ? window.until - now() : perMs
    },
  }
}

/** Who somebody is by their address: of IPv6 the network's half, which is what one customer has (RFC 6177). */
export function addressKey(address: string | undefined): string {
  const bare = (address ?? '').replace(/^::ffff:(?=\d+\.)/, '')
  if (!bare.includes(':')) return bare
  const [head = '', tail] = bare.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const filled = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return filled.slice(0, 4).join(':')
}
