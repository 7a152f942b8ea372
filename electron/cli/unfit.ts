// Files that are no bootstrap message: what they are instead.
import { Failed } from '../../shared/failure'
import { isArray, isObject, type Json } from '../../shared/json'
import { parseBytes } from '../../shared/message/dm2'
import type { Rendering } from '../../shared/message/message'
import { openMessage } from '../../shared/message/open'
import { sessionIn } from '../../shared/message/session'
import { en } from '../../shared/text/en'
import { reading } from '../../shared/text/en/reading'

/** Does it, and tells a failure to read as one of the file: `file.unfit`. */
export function unfit<T>(path: string, bytes: Uint8Array, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    const reason = reasonOf(error.failure, bytes)
    throw reason === undefined ? error : new Failed({ code: 'file.unfit', path, reason })
  }
}

function reasonOf(failure: Failed['failure'], bytes: Uint8Array): string | undefined {
  if (failure.code === 'message.invalid') {
    const { path, reason } = failure
    return path === '' ? reading(reason) : en.decode.where(reading(reason), path)
  }
  if (failure.code !== 'bytes.malformed') return undefined
  if (isCut(failure, bytes)) return en.decode.cut(bytes.length)
  return failure.offset === 0 ? reading(failure.reason) : en.decode.at(reading(failure.reason), failure.offset)
}

/** It ended where more was to come. */
function isCut({ reason, offset }: { readonly reason: string; readonly offset: number }, bytes: Uint8Array): boolean {
  if (/^(ends too early|needs \d+ bytes|a string does not end)/.test(reason) || offset >= bytes.length) return true
  const text = new TextDecoder().decode(bytes).trimEnd()
  return /^\s*[[{]/.test(text) && !/[\]}]$/.test(text)
}

/** What can be opened may still be something else: any JSON, a template, a message of a session that has no JSON of its own. */
export function checkIsMessage(bytes: Uint8Array, as: Rendering): void {
  const opened = openMessage(bytes)
  if (opened.format === 'dm2') {
    const document = parseBytes(bytes, () => undefined)
    if (isObject(document) && document.has('bootstation')) throw invalid(en.decode.template)
    if (!(isArray(document) ? document : [document]).some(isItem)) throw invalid(en.decode.json)
  }
  const session = opened.format === 'dm1' && as === 'json' ? sessionIn(bytes) : undefined
  if (session !== undefined) throw invalid(en.decode.session(session))
}

const invalid = (reason: string): Failed => new Failed({ code: 'message.invalid', path: '', reason })

const isItem = (item: Json): boolean => isObject(item) && (item.has('ClientURI') || item.has('MOData'))
