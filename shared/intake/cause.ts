// From whom an identity came, how far it is to be believed, and why it became of it what it did.
import { z } from 'zod'

export const IntakeSource = z.enum(['pos', 'web', 'network', 'voice'])
export type IntakeSource = z.infer<typeof IntakeSource>

/** Weakest first: somebody said so; somebody we know stands for it; it was shown to be so. */
export const trusts = ['claimed', 'vouched', 'proven'] as const
export const Trust = z.enum(trusts)
export type Trust = z.infer<typeof Trust>

/** What an identity rests on. Source and trust follow from it and from nothing else. */
const evidences = {
  /** A person at this station. */
  counter: ['pos', 'vouched'],
  till: ['pos', 'vouched'],
  'till-file': ['pos', 'vouched'],
  /** A one-time code that went to the number came back. */
  code: ['web', 'proven'],
  network: ['network', 'proven'],
  'network-file': ['network', 'vouched'],
  /** The network says whose call it is (ITU-T Q.931, 4.5.10: network provided, or verified and passed). */
  caller: ['voice', 'vouched'],
  /** The caller, or a network that did not check, says so. */
  'caller-unproven': ['voice', 'claimed'],
} as const satisfies Readonly<Record<string, readonly [IntakeSource, Trust]>>

export const Evidence = z.enum(Object.keys(evidences) as [keyof typeof evidences])
export type Evidence = z.infer<typeof Evidence>
export const sourceOf = (evidence: Evidence): IntakeSource => evidences[evidence][0]
export const trustOf = (evidence: Evidence): Trust => evidences[evidence][1]
export const isBelow = (trust: Trust, least: Trust): boolean => trusts.indexOf(trust) < trusts.indexOf(least)

/** Why it became of it what it did. */
export const Why = z.enum([
  'trusted',
  'person',
  'registered-before',
  'trust-too-low',
  'other-number',
  'many-devices',
  'device-changed',
  'sim-changed',
  'clock-off',
  'devid-unknown',
  'registration-failed',
  'test-device',
  'device-blocked',
  'number-blocked',
  'person-refused',
  'waited-too-long',
])
export type Why = z.infer<typeof Why>

/** Why a job was ordered that nobody at this station ordered. */
export const Cause = z.object({
  entry: z.int(),
  source: IntakeSource,
  evidence: Evidence,
  trust: Trust,
  why: Why,
  phone: z.string().optional(),
})
export type Cause = z.infer<typeof Cause>
