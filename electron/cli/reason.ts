import { en } from '../../shared/text/en'
import { checkReveal } from '../reveal'
import { text, usage, type Values } from './command'

/**
 * Why somebody has to see a secret, as it is noted: `--reason`, by the rule of the window; without one, that none was given.
 * Fails with `request.invalid`.
 */
export function reasonOf(values: Values, secrets: readonly string[] = []): string {
  const reason = text(values, 'reason')
  if (reason !== undefined && values.reveal !== true) throw usage('--reason is for --reveal', 'reason')
  return reason === undefined ? en.commandLine.noReason : checkReveal({ reason, secrets })
}
