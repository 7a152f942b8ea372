import type { DeviceId } from '../../shared/identity/device'
import type { TemplateRef } from '../../shared/job'
import { type Secret, secret } from '../../shared/secret'

type Values = Readonly<Record<string, string>>

/** Secrets that a person or a row gave for a device, between its order and its message: in memory only, none on disk. */
export type SecretsKept = {
  readonly keep: (device: DeviceId, template: TemplateRef, values: Values) => void
  readonly of: (device: DeviceId, template: TemplateRef) => Values
}

/** A job that failed may be resumed, so they stay; more than these are not waited for at once. */
const most = 10_000

export function createSecretsKept(): SecretsKept {
  const kept = new Map<string, Secret<Values>>()
  const keyOf = (device: DeviceId, { sha256 }: TemplateRef): string => `${device} ${sha256}`
  return {
    keep: (device, template, values) => {
      if (Object.keys(values).length === 0) return
      const key = keyOf(device, template)
      kept.delete(key)
      kept.set(key, secret(values))
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    },
    of: (device, template) => kept.get(keyOf(device, template))?.reveal() ?? {},
  }
}
