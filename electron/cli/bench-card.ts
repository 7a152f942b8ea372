// What `bench card` takes.
import { needed, text, type Values } from './values'

export const cardOptions = {
  reader: { type: 'string' },
  kind: { type: 'string' },
  'leave-after': { type: 'string' },
  'mute-at': { type: 'string' },
  'tear-at': { type: 'string' },
  'delay-ms': { type: 'string' },
  'per-byte-ms': { type: 'string' },
  'forget-at': { type: 'string' },
  sw: { type: 'string' },
} as const

/** What the arguments ask of a card, still unchecked. */
export function askedOfCard(values: Values, act: string | undefined): Record<string, unknown> {
  return { reader: needed(values, 'reader'), ...done(values, act) }
}

function done(values: Values, act: string | undefined): Record<string, unknown> {
  const kind = text(values, 'kind')
  if (act) return { do: act, ...(kind && { kind }) }
  const pair = (name: string): readonly string[] => text(values, name)?.split(':') ?? []
  const number = (name: string): number => Number(text(values, name) ?? 'none')
  if (text(values, 'leave-after')) return { do: 'leave', after: number('leave-after') }
  if (text(values, 'mute-at')) return { do: 'mute', at: number('mute-at') }
  if (text(values, 'forget-at')) return { do: 'forget', at: number('forget-at') }
  const [tearAt, bytes] = pair('tear-at')
  if (tearAt) return { do: 'tear', at: Number(tearAt), bytes: Number(bytes ?? 'none') }
  const [swAt, sw] = pair('sw')
  if (swAt) return { do: 'answer', at: Number(swAt), sw }
  const delayMs = Number(text(values, 'delay-ms') ?? '0')
  const perByteMs = Number(text(values, 'per-byte-ms') ?? '0')
  return text(values, 'delay-ms') || text(values, 'per-byte-ms') ? { do: 'slow', delayMs, perByteMs } : {}
}
