import { Failed } from '../shared/failure'
import { shortestReason } from '../shared/outline/composition'

export type Reveal = { readonly reason: string; readonly spellings: readonly string[] }

/** The one place that says who may see a secret: whoever says why. The reason is kept, so the secret may not be in it. */
export function checkReveal({ reason, spellings }: Reveal): string {
  const said = reason.trim()
  if (said.length < shortestReason) throw refused(`must have at least ${shortestReason} characters`)
  if (spellings.some((spelt) => said.includes(spelt))) throw refused('must not hold the secret')
  return said
}

const refused = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'reason', reason })
