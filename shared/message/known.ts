import { malformed } from '../bytes'
import { Failed } from '../failure'
import { formatOf } from './format'

export const notBuilt = new Failed({
  code: 'message.invalid',
  path: 'card.format',
  reason: 'cp is not built yet; dm2 and dm1 are',
})

/** The format of a message we can read; anything else fails. */
export function knownFormatOf(bytes: Uint8Array): 'dm2' | 'dm1' {
  const format = formatOf(bytes)
  switch (format) {
    case 'dm2':
    case 'dm1':
      return format
    case 'cp':
      throw notBuilt
    case 'empty':
      throw new Failed({ code: 'message.invalid', path: '', reason: 'empty' })
    case 'unknown':
      throw malformed('neither JSON nor WBXML', 0)
  }
}
