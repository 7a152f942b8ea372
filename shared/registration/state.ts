// Where a registration stands at the DM Server, and which way it may go.
import { z } from 'zod'

/** `contacted`: the device's first authenticated package 1. `managed`, the true end: that session ended well. */
export const RegistrationState = z.enum([
  'received',
  'accepted',
  'queued',
  'sent',
  'contacted',
  'managed',
  'conflict',
  'rejected',
  'released',
])
export type RegistrationState = z.infer<typeof RegistrationState>

/** The way of a bootstrap that goes well; one on a card is neither queued nor sent. */
const way: readonly RegistrationState[] = ['received', 'accepted', 'queued', 'sent', 'contacted', 'managed']

const leadsTo: Readonly<Record<RegistrationState, readonly RegistrationState[]>> = {
  received: ['accepted', 'conflict', 'rejected', 'released'],
  accepted: ['queued', 'contacted', 'conflict', 'released', 'received'],
  queued: ['sent', 'contacted', 'conflict', 'released', 'received'],
  sent: ['queued', 'contacted', 'conflict', 'released', 'received'],
  contacted: ['managed', 'conflict', 'released', 'received'],
  managed: ['conflict', 'released', 'received'],
  conflict: ['accepted', 'rejected', 'released'],
  rejected: [],
  released: [],
}

export type Step = 'forward' | 'already' | 'illegal'

/**
 * `already` is a step that was made before: a device that was managed stays so when it comes again.
 * To `received` leads only the same device registered anew, and to `queued` again only a bootstrap sent anew.
 */
export function stepTo(from: RegistrationState, to: RegistrationState): Step {
  if (from === to) return 'already'
  if (leadsTo[from].includes(to)) return 'forward'
  const isBehind = way.includes(from) && way.indexOf(to) > 0 && way.indexOf(to) < way.indexOf(from)
  return isBehind ? 'already' : 'illegal'
}

/** Nothing more comes of it by itself. */
export const isAtEnd = (state: RegistrationState): boolean => ['managed', 'rejected', 'released'].includes(state)

/** The device is somebody's. */
export const isHeld = (state: RegistrationState): boolean => state !== 'released' && state !== 'rejected'
