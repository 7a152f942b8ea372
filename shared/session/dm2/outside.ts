// What a command has a device do outside the session, without the account's credentials: OMA DM Protocol 2.0, 5.3 and 6.2.
import { Failed } from '../../failure'
import type { Conversation, HttpAnswer, HttpRequest } from '../../http/exchange'
import { serverUri, type UriValues } from './server-uri'

/** Undefined for whatever is no good answer: that is a status of the command, and the session goes on. */
export function* outside(
  request: Omit<HttpRequest, 'url'>,
  template: string,
  values: UriValues,
): Conversation<HttpAnswer | undefined> {
  const url = addressOf(template, values)
  if (url === undefined) return undefined
  try {
    const answer = yield { ...request, url }
    return answer.status >= 200 && answer.status < 300 ? answer : undefined
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}

/** Undefined for what is no https address. */
export function addressOf(template: string, values: UriValues): string | undefined {
  try {
    return serverUri(template, values)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}
