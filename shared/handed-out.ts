import { z } from 'zod'

/** Where paper went: to a printer, or into a file as PDF. */
export const HandedOut = z.discriminatedUnion('state', [
  z.object({ state: z.literal('printed'), printer: z.string() }),
  z.object({ state: z.literal('saved'), path: z.string() }),
])
export type HandedOut = z.infer<typeof HandedOut>
