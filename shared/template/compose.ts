import { Failed } from '../failure'
import type { Format } from '../message/format'
import { composerOf } from './composer'
import { type Instance, type InstantiateOrder, instantiate } from './instantiate'
import { type Destination, formatFor, limitOf } from './limits'

export type Composed = Instance & { readonly format: Format; readonly bytes: Uint8Array }

/** Without a destination the message is for a card. */
export type ComposeOrder = InstantiateOrder & { readonly destination?: Destination | undefined }

/** The message a template means for one device. One above the template's own limit is `message.invalid` at `sizeLimit`. */
export function composeTemplate(order: ComposeOrder): Composed {
  const { template, device, destination = 'card' } = order
  const format = formatFor(template, destination, order.format)
  const instance = instantiate({ ...order, format })
  const bytes = composerOf(template, format)({ format, device, ...instance })
  const limit = limitOf(template, destination)
  if (limit !== undefined && bytes.length > limit.bytes) {
    const reason = `the message has ${bytes.length} bytes, ${limit.bytes} are allowed`
    throw new Failed({ code: 'message.invalid', path: limit.path, reason })
  }
  return { ...instance, format, bytes }
}
