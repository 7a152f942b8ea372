import { Failed } from './failure'

/** Upper case, no blanks: for people, logs, tests and the contract's wire. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()

/** Reads hex in either case, blanks allowed. Fails with `bytes.malformed` at the first bad digit. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, '')
  const bad = digits.search(/[^0-9a-fA-F]/)
  if (bad >= 0) throw malformed('not a hex digit', bad >> 1)
  if (digits.length % 2 === 1) throw malformed('odd number of hex digits', digits.length >> 1)
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  )
}

export const bytesOf = (...values: number[]): Uint8Array => Uint8Array.from(values)

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => joined(parts)

/** The same for any number of parts: a call takes only so many arguments. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Where two byte strings differ first; the shorter length if one is the start of the other; -1 if equal. */
export function firstDifference(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length)
  for (let at = 0; at < shared; at++) if (left[at] !== right[at]) return at
  return left.length === right.length ? -1 : shared
}

export const areEqual = (left: Uint8Array, right: Uint8Array): boolean => firstDifference(left, right) === -1

/** The bytes before the padding: trailing FF carries nothing in any bootstrap format. */
export function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0xff) end--
  return bytes.subarray(0, end)
}

export const malformed = (reason: string, offset: number): Failed =>
  new Failed({ code: 'bytes.malformed', reason, offset })

/** Reads forward and never past the end: running out is a failure with an offset. */
export class ByteReader {
  readonly bytes: Uint8Array
  readonly base: number
  offset = 0

  /** `base` is where these bytes begin in the whole, so that offsets in failures mean something. */
  constructor(bytes: Uint8Array, base = 0) {
    this.bytes = bytes
    this.base = base
  }

  get left(): number {
    return this.bytes.length - this.offset
  }

  fail(reason: string): never {
    throw malformed(reason, this.base + this.offset)
  }

  peek(): number | undefined {
    return this.bytes[this.offset]
  }

  byte(): number {
    const value = this.bytes[this.offset]
    if (value === undefined) return this.fail('ends too early')
    this.offset++
    return value
  }

  take(length: number): Uint8Array {
    if (length > this.left) this.fail(`needs ${length} bytes, has ${this.left}`)
    const part = this.bytes.subarray(this.offset, this.offset + length)
    this.offset += length
    return part
  }
}

/** Collects what a codec writes, however much that is. */
export class ByteWriter {
  #bytes = new Uint8Array(256)
  #length = 0

  put(...values: number[]): this {
    return this.append(values)
  }

  append(bytes: ArrayLike<number>): this {
    const end = this.#length + bytes.length
    if (end > this.#bytes.length) this.#grow(end)
    this.#bytes.set(bytes, this.#length)
    this.#length = end
    return this
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  #grow(least: number): void {
    const wider = new Uint8Array(Math.max(least, this.#bytes.length * 2))
    wider.set(this.#bytes)
    this.#bytes = wider
  }
}
