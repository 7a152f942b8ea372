/** How much is wanted back. `upTo` is the Le of zeros: all there is, within the limit of its form. */
export type Le = { readonly kind: 'exactly' | 'upTo'; readonly bytes: number }

export type Command = {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data: Uint8Array
  readonly le: Le | undefined
  readonly form: 'short' | 'extended'
}

/** ISO/IEC 7816-3, 12.1.3: cases 1 to 4, short and extended. Undefined if the lengths do not agree. */
export function parseCommand(bytes: Uint8Array): Command | undefined {
  const [cla, ins, p1, p2] = bytes
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return undefined
  const rest = bytes.subarray(4)
  const body = bodyOf(rest)
  return body && { cla, ins, p1, p2, ...body, form: rest.length > 1 && rest[0] === 0 ? 'extended' : 'short' }
}

type Body = Pick<Command, 'data' | 'le'>

const empty = new Uint8Array(0)

function bodyOf(rest: Uint8Array): Body | undefined {
  const first = rest[0]
  if (first === undefined) return { data: empty, le: undefined }
  if (rest.length === 1) return { data: empty, le: shortLe(first) }
  return first === 0 ? extendedBody(rest.subarray(1)) : shortBody(first, rest.subarray(1))
}

function shortBody(lc: number, rest: Uint8Array): Body | undefined {
  if (rest.length === lc) return { data: rest, le: undefined }
  const le = rest[lc]
  if (le === undefined || rest.length !== lc + 1) return undefined
  return { data: rest.subarray(0, lc), le: shortLe(le) }
}

/** What follows the zero byte that announces the extended form. */
function extendedBody(rest: Uint8Array): Body | undefined {
  const first = wordAt(rest, 0)
  if (first === undefined) return undefined
  if (rest.length === 2) return { data: empty, le: extendedLe(first) }
  if (first === 0) return undefined
  const data = rest.subarray(2, 2 + first)
  if (rest.length === 2 + first) return { data, le: undefined }
  const le = wordAt(rest, 2 + first)
  return le === undefined || rest.length !== 4 + first ? undefined : { data, le: extendedLe(le) }
}

const shortLe = (byte: number): Le => (byte === 0 ? { kind: 'upTo', bytes: 256 } : { kind: 'exactly', bytes: byte })

const extendedLe = (word: number): Le =>
  word === 0 ? { kind: 'upTo', bytes: 65_536 } : { kind: 'exactly', bytes: word }

function wordAt(bytes: Uint8Array, at: number): number | undefined {
  const high = bytes[at]
  const low = bytes[at + 1]
  return high === undefined || low === undefined ? undefined : high * 256 + low
}
