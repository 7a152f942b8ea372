// HTTP Message Signatures (RFC 9421): what is signed, and how a signature is written down and read.

/** `@method` and other derived components (2.2), or the name of a field in lower case (2.1), with their values. */
export type Components = ReadonlyMap<string, string>
export type SignatureParams = readonly (readonly [name: string, value: string | number])[]

/** 2.5: one line for each component and the parameters at the end. */
export const signatureBase = (components: Components, params: string): string =>
  [...[...components].map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${params}`].join('\n')

/** 2.3: `("@method" "content-digest");created=1;nonce="…"`. */
export const writeParams = (covered: readonly string[], params: SignatureParams): string =>
  `(${covered.map((name) => `"${name}"`).join(' ')})${params
    .map(([name, value]) => `;${name}=${typeof value === 'number' ? value : `"${value}"`}`)
    .join('')}`

export type ReadParams = {
  readonly label: string
  readonly covered: readonly string[]
  readonly params: ReadonlyMap<string, string>
  /** As it was written: it is signed in these very characters. */
  readonly text: string
}

const input = /^([a-z][a-z0-9_-]*)=(\(((?:"[a-z0-9@-]+"(?: (?!\)))?)*)\)((?:;[a-z]+=(?:\d{1,15}|"[ !#-[\]-~]*"))*))$/

/** One signature's Signature-Input. Undefined where there is none, several, or a manner that is not ours. */
export function readParams(header: string): ReadParams | undefined {
  const [, label, text, names = '', rest = ''] = input.exec(header.trim()) ?? []
  if (label === undefined || text === undefined) return undefined
  const params = [...rest.matchAll(/;([a-z]+)=(?:(\d+)|"([^"]*)")/g)]
  const covered = [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name)
  if (new Set(covered).size < covered.length || new Set(params.map(([, name]) => name)).size < params.length)
    return undefined
  return {
    label,
    covered,
    params: new Map(params.map(([, name = '', number, value = '']) => [name, number ?? value])),
    text,
  }
}

/** The base64 of the signature with this label. */
export function readSignature(header: string, label: string): string | undefined {
  const [, named, value] = /^([a-z][a-z0-9_-]*)=:([A-Za-z0-9+/]+={0,2}):$/.exec(header.trim()) ?? []
  return named === label ? value : undefined
}
