import { z } from 'zod'
import { cardKinds } from './kinds'

export const CardKind = z.enum(cardKinds)

const reader = z.string()
const count = z.number().int().min(0)
const nth = z.number().int().min(1)
const ms = z.number().min(0).max(600_000)

/** What is asked of a card, or of the cable of its reader: `reader` is a PC/SC name or a number from 1; `at` and `after` count commands from now. */
export const CardOrder = z.discriminatedUnion('do', [
  z.object({ do: z.literal('insert'), reader, kind: CardKind.optional() }),
  z.object({ do: z.literal('remove'), reader }),
  z.object({ do: z.literal('swap'), reader, kind: CardKind.optional() }),
  z.object({ do: z.literal('dump'), reader }),
  z.object({ do: z.literal('unplug'), reader }),
  z.object({ do: z.literal('plug'), reader }),
  z.object({ do: z.literal('leave'), reader, after: count }),
  z.object({ do: z.literal('mute'), reader, at: nth }),
  z.object({ do: z.literal('tear'), reader, at: nth, bytes: count }),
  z.object({ do: z.literal('answer'), reader, at: nth, sw: z.string().regex(/^[0-9a-fA-F]{4}$/) }),
  z.object({ do: z.literal('forget'), reader, at: nth }),
  z.object({ do: z.literal('slow'), reader, delayMs: ms, perByteMs: ms }),
])
export type CardOrder = z.infer<typeof CardOrder>

export const ServerMode = z.enum(['up', 'down', 'refuse', 'slow'])
export type ServerMode = z.infer<typeof ServerMode>
export const ServerOrder = z.object({ do: z.literal('server'), mode: ServerMode })

/** A phone is switched on for as long as the connection lasts; what comes for it is told as states. */
export const PhoneOrder = z.object({ do: z.literal('phone'), number: z.string().regex(/^\+\d{3,15}$/) })

/** What a driver asks that reaches the cards without pcscd. A link belongs to the connection that made it. */
export const LinkOrder = z.discriminatedUnion('do', [
  z.object({ do: z.literal('watch') }),
  z.object({ do: z.literal('connect'), reader }),
  z.object({ do: z.literal('transmit'), link: z.number(), hex: z.string() }),
  z.object({ do: z.literal('close'), link: z.number(), how: z.enum(['leave', 'unpower']) }),
])
export type LinkOrder = z.infer<typeof LinkOrder>

export const BenchOrder = z.union([CardOrder, ServerOrder, PhoneOrder, LinkOrder])
export type BenchOrder = z.infer<typeof BenchOrder>
