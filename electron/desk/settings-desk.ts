import type { Told } from '../../shared/choices'
import { pathsOf } from '../home'
import type { CardKeySource } from '../keys/source'
import { type ChoicesStore, createChoices } from '../settings/choices'
import type { Settings } from '../settings/settings'

/** What is chosen at a station's window, and what it was told otherwise. */
export type SettingsDesk = { readonly choices: ChoicesStore; readonly told: Told }

export const createSettingsDesk = (
  home: string,
  settings: Settings,
  cardKeys: CardKeySource | undefined,
): SettingsDesk => ({ choices: createChoices(pathsOf(home).choices), told: toldOf(home, settings, cardKeys) })

/** What a station was told, for people who look it up: places of keys, never keys. */
export function toldOf(home: string, settings: Settings, cardKeys: CardKeySource | undefined): Told {
  const { bench, server, batchKeyFile } = settings
  const isTold = server !== undefined || cardKeys !== undefined || batchKeyFile !== undefined
  return {
    home,
    by: bench ? 'bench' : isTold ? 'file' : 'nobody',
    ...(server && { server: server.url }),
    ...(cardKeys && { cardKeys: placeOf(cardKeys) }),
    ...(batchKeyFile && { batchKey: batchKeyFile }),
    readers: bench ? 'bench' : 'system',
  }
}

function placeOf(source: CardKeySource): NonNullable<Told['cardKeys']> {
  const { from } = source
  if (from === 'person') return { from }
  return { from, place: from === 'token' ? source.token.label : source.path }
}
