// The Content-Type of a push, WAP-230-WSP 8.4.2.24, with the SEC and MAC of OMA ProvCont 1.1, 4.3 and OMA DM Security 1.2, 5.7.
import { type ByteReader, ByteWriter } from '../bytes'
import type { Codec } from '../codec'
import { isMediaType, mediaTypeCodes, mediaTypeOf } from './media-type'
import { secCodeOf } from './sec-code'
import {
  integerOf,
  readLength,
  readText,
  readValue,
  type WspValue,
  within,
  writeInteger,
  writeLength,
  writeText,
} from './wsp-value'

/** `mac` is as it was sent: senders differ in the case of its digits. */
export type ContentType = {
  readonly media: string
  readonly sec?: number | undefined
  readonly mac?: string | undefined
}

/** WAP-230-WSP, table 38: well-known parameters. */
const SEC = 0x11
const MAC = 0x12

export const contentType: Codec<ContentType> = {
  /** SEC goes before MAC: a client in the field reads them in this order only. */
  write(out, { media, sec, mac }) {
    if (sec === undefined && mac === undefined) return writeMedia(out, media)
    const general = new ByteWriter()
    writeMedia(general, media)
    if (sec !== undefined) writeInteger(general.put(0x80 | SEC), sec)
    if (mac !== undefined) writeText(general.put(0x80 | MAC), mac)
    const bytes = general.done()
    writeLength(out, bytes.length)
    out.append(bytes)
  },
  read(input) {
    const first = input.peek() ?? input.fail('ends too early')
    if (first > 0x1f) return readConstrained(input)
    const general = within(input, readLength(input))
    let type: ContentType = { media: readMedia(general) }
    while (general.left > 0) type = withParameter(type, readName(general), readValue(general), general)
    return type
  },
}

function writeMedia(out: ByteWriter, media: string): void {
  const code = mediaTypeCodes.get(media)
  if (code === undefined) writeText(out, media)
  if (code !== undefined) writeInteger(out, code)
}

/** A short integer, or a text that may carry its parameters as HTTP does. */
function readConstrained(input: ByteReader): ContentType {
  const first = input.peek() ?? input.fail('ends too early')
  if (first >= 0x80) return { media: readMedia(input) }
  const [media = '', ...parameters] = readText(input).split(';')
  return parameters.reduce<ContentType>(
    (type, parameter) => {
      const [name = '', value = ''] = parameter.split('=').map((part) => part.trim().replace(/^"|"$/g, ''))
      return withParameter(type, name.toUpperCase(), { kind: 'text', value }, input)
    },
    { media: mediaOf(media, input) },
  )
}

function readMedia(input: ByteReader): string {
  const value = readValue(input)
  if (value.kind === 'text') return mediaOf(value.value, input)
  const code = integerOf(value)
  return mediaTypeOf(code) ?? input.fail(`content type ${code ?? 'of more than four bytes'} is not one of ours`)
}

function mediaOf(text: string, input: ByteReader): string {
  const media = text.trim().toLowerCase()
  return isMediaType(media) ? media : input.fail('a content type is no media type')
}

/** A parameter is named by a number or by its text. */
function readName(input: ByteReader): string {
  const value = readValue(input)
  if (value.kind === 'text') return value.value.toUpperCase()
  const code = integerOf(value)
  if (code === SEC) return 'SEC'
  return code === MAC ? 'MAC' : ''
}

/** What says a thing twice is refused: two readers could take it for two messages. */
function withParameter(type: ContentType, name: string, value: WspValue, input: ByteReader): ContentType {
  if (name === 'SEC') {
    const sec = (value.kind === 'text' ? secCodeOf(value.value) : integerOf(value)) ?? input.fail('SEC is none we know')
    return type.sec === undefined ? { ...type, sec } : input.fail('SEC is there twice')
  }
  if (name !== 'MAC') return type
  if (value.kind !== 'text' || !/^[\x21-\x7e]+$/.test(value.value)) return input.fail('MAC is no text')
  return type.mac === undefined ? { ...type, mac: value.value } : input.fail('MAC is there twice')
}
