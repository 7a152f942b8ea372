import { Failed } from '../failure'
import type { Format } from '../message/format'
import { composeMessage } from '../message/message'
import { type Instance, type InstantiateOrder, instantiate } from './instantiate'

export type Composed = Instance & { readonly format: Format; readonly bytes: Uint8Array }

/** The message a template means for one device. One above the template's own limit is `message.invalid` at `sizeLimit`. */
export function composeTemplate(order: InstantiateOrder): Composed {
  const { template, device } = order
  const format = order.format ?? template.card.format
  const instance = instantiate(order)
  const bytes = composeMessage({ format, device, ...instance })
  const limit = template.sizeLimit ?? bytes.length
  if (bytes.length > limit) {
    const reason = `the message has ${bytes.length} bytes, ${limit} are allowed`
    throw new Failed({ code: 'message.invalid', path: 'sizeLimit', reason })
  }
  return { ...instance, format, bytes }
}
