// multipart/form-data as package 3 uses it: OMA DM Protocol 2.0, appendix F; RFC 2046, 5.1; RFC 7578.
import { concat } from '../../bytes'
import { Failed } from '../../failure'
import { utf8 } from '../../utf8'

/** A part: the first has no name, any other is named by the number of its command. */
export type Part = { readonly name?: string | undefined; readonly media: string; readonly body: Uint8Array }

const lineEnd = '\r\n'

export const multipartMedia = (boundary: string): string => `multipart/form-data; boundary=${boundary}`

export const writeParts = (parts: readonly Part[], boundary: string): Uint8Array =>
  concat(
    ...parts.flatMap((part) => [utf8(headOf(part, boundary)), part.body, utf8(lineEnd)]),
    utf8(`--${boundary}--${lineEnd}`),
  )

const headOf = ({ name, media }: Part, boundary: string): string =>
  [
    `--${boundary}`,
    `Content-Disposition: form-data${name === undefined ? '' : `; name="${name}"`}`,
    `Content-Type: ${media}`,
    '',
    '',
  ].join(lineEnd)

/** The boundary that a Content-Type names; undefined if it is of another kind. */
export const boundaryIn = (contentType: string): string | undefined => {
  const [, quoted, word] =
    /^\s*multipart\/[^;]+;(?:.*;)?\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? []
  return quoted ?? word
}

/** Fails with `message.invalid` where a part does not end. */
export function readParts(body: Uint8Array, boundary: string): readonly Part[] {
  const text = latin1(body)
  const parts: Part[] = []
  const delimiter = `--${boundary}`
  let at = text.startsWith(delimiter) ? 0 : text.indexOf(`${lineEnd}${delimiter}`) + lineEnd.length
  if (at < lineEnd.length && !text.startsWith(delimiter)) throw invalid('no part begins')
  for (;;) {
    const start = at + delimiter.length
    if (text.startsWith('--', start)) return parts
    const end = text.indexOf(`${lineEnd}${delimiter}`, start)
    if (end < 0) throw invalid('a part does not end')
    parts.push(partIn(text.slice(start, end), body.subarray(start, end)))
    at = end + lineEnd.length
  }
}

function partIn(text: string, bytes: Uint8Array): Part {
  const headEnd = text.indexOf(lineEnd + lineEnd)
  if (headEnd < 0) throw invalid('a part has no body')
  const head = text.slice(0, headEnd)
  const [, quoted, word] = /^content-disposition:[^\r\n]*;\s*name\s*=\s*(?:"([^"\r\n]*)"|([^\s;]+))/im.exec(head) ?? []
  const media = /^content-type:\s*([^\r\n]+)/im.exec(head)?.[1]?.trim() ?? 'text/plain'
  return { name: quoted ?? word, media, body: bytes.subarray(headEnd + 2 * lineEnd.length) }
}

/** A character a byte, so that offsets in the text are those of the bytes. */
const latin1 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}

const invalid = (reason: string): Failed => new Failed({ code: 'message.invalid', path: 'multipart', reason })
