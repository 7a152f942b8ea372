import { fromBase64, toBase64 } from '../shared/base64'
import { Failed } from '../shared/failure'
import { type Revealed, shortestReason } from '../shared/outline/composition'
import { because } from '../shared/reason'
import { fromUtf8 } from '../shared/utf8'

export type Reveal = { readonly reason: string; readonly secrets: readonly string[] }

/** The one place that says who may see a secret: whoever says why. The reason is kept, so the secret may not be in it. */
export function checkReveal({ reason, secrets }: Reveal): string {
  const said = reason.trim()
  if (said.length < shortestReason) throw refused(because('must have at least {} characters', shortestReason))
  const spellings = secrets.map(revealed).flatMap(({ value, text = value }) => [value, text])
  if (spellings.some((spelt) => spelt !== '' && said.includes(spelt)))
    throw refused(because('must not hold the secret'))
  return said
}

const refused = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'reason', reason })

/** A binary leaf of DM 2.0 is base64 of what a person would compare. */
export function revealed(value: string): Revealed {
  const text = readableIn(value)
  return text === undefined ? { value } : { value, text }
}

function readableIn(value: string): string | undefined {
  try {
    const bytes = fromBase64(value)
    if (toBase64(bytes) !== value) return undefined
    const text = fromUtf8(bytes)
    return /^[^\p{C}]+$/u.test(text) ? text : undefined
  } catch (error) {
    if (error instanceof Failed) return undefined
    throw error
  }
}
