import { type Applied, applyMessage, type Found, type Source } from '../message/apply'
import type { DeviceMemory } from './memory'

/** Applies what a source holds, and remembers which servers are to hear of it. */
export function installed(memory: DeviceMemory, source: Source, found: Found): DeviceMemory {
  const applied = applyMessage(memory.objects, source, found)
  const next: DeviceMemory = { ...memory, objects: applied.state, owed: owedAfter(memory.owed, applied) }
  // What a card took over from the factory file and then took away, the factory file gives again.
  return keysOf(applied, 'delete').length > 0 ? { ...next, factory: undefined } : next
}

const keysOf = ({ operations }: Applied, ...ops: readonly string[]): readonly string[] =>
  operations.flatMap(({ op, key }) => (key !== undefined && ops.includes(op) ? [key] : []))

function owedAfter(owed: readonly string[], applied: Applied): readonly string[] {
  const gone = keysOf(applied, 'delete')
  const fresh = keysOf(applied, 'add', 'replace')
  return [...owed.filter((id) => !gone.includes(id) && !fresh.includes(id)), ...fresh]
}
