// What whoever sold a device calls the sale, where it was and for whom: the DM Server is told it as it is.
import { z } from 'zod'

const Reference = z.string().min(1).max(120)

export const References = z.strictObject({
  order: z.strictObject({ ref: Reference, store: Reference.optional(), seller: Reference.optional() }).optional(),
  customerRef: Reference.optional(),
})
export type References = Readonly<z.infer<typeof References>>

/** Each by its name, as far as they were told. */
export const referencesIn = ({ order, customerRef }: References): readonly (readonly [ReferenceName, string])[] =>
  (
    [
      ['order', order?.ref],
      ['store', order?.store],
      ['seller', order?.seller],
      ['customer', customerRef],
    ] as const
  ).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
type ReferenceName = 'order' | 'store' | 'seller' | 'customer'
