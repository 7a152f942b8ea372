import { type Mock, vi } from 'vitest'
import type { Station } from '../../renderer/station/client'

type Asked = { readonly [Group in keyof Station]: { readonly [Name in keyof Station[Group]]: Mock } }

const named = <Value>(make: () => Value): Record<string, Value> =>
  new Proxy<Record<string, Value>>({}, { get: (made, name) => (made[String(name)] ??= make()) })

/** The station behind the window, each of its procedures for a test to answer: one for all files, as modules are. */
export const station = named(() => named(() => vi.fn())) as Asked
