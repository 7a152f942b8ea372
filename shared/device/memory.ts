// What a device remembers when it is switched off.
import { type DeviceState, emptyDevice } from '../message/apply'
import { emptyMemory, type Memory } from '../notification/replay'
import type { Standing } from '../session/dm2/tree'

export type DeviceMemory = {
  /** Its management objects, as far as a bootstrap or a server made them. */
  readonly objects: DeviceState
  /** The card whose content was applied last, and the hash of that content: the same again changes nothing. */
  readonly card?: { readonly iccid: string; readonly sha256: string } | undefined
  /** The hash of the factory file that was applied. */
  readonly factory?: string | undefined
  readonly request: RequestMemory
  /** Servers that are still to hear that the bootstrap is complete (DM 2.0, 8), in order. */
  readonly owed: readonly string[]
  readonly notifications: Memory
  /** What DM 2.0 servers told it for later. */
  readonly standing: readonly Standing[]
}

/**
 * Whether the bootstrap server is to be asked: now, after a while, or not until its address is another. A while that the
 * server asked for is kept even when the device is switched on before.
 */
export type RequestMemory =
  | { readonly is: 'due' }
  | { readonly is: 'later'; readonly atMs: number; readonly waitMs: number; readonly by: 'device' | 'server' }
  | { readonly is: 'stopped'; readonly url: string; readonly why: string }

export const emptyDeviceMemory: DeviceMemory = {
  objects: emptyDevice,
  request: { is: 'due' },
  owed: [],
  notifications: emptyMemory,
  standing: [],
}
