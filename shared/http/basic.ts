// RFC 7617: the Basic authentication scheme.
import { fromBase64, toBase64 } from '../base64'
import { concat } from '../bytes'
import { Failed } from '../failure'
import type { Credential } from '../message/account'
import { isSame } from '../push/constant-time'
import { utf8 } from '../utf8'

type Named = Pick<Credential, 'name' | 'secret'>

const pair = ({ name, secret }: Named): Uint8Array => concat(utf8(`${name}:`), secret.reveal())

export const basicAuthorization = (who: Named): string => `Basic ${toBase64(pair(who))}`

/** Whether a header is what this credential makes; anything else, whatever it is, is not. */
export function isBasic(header: string, who: Named): boolean {
  const [, given] = /^basic +(\S+)$/i.exec(header) ?? []
  if (given === undefined) return false
  try {
    return isSame(fromBase64(given), pair(who))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return false
  }
}
