/** What a client asks of a server, and what it gets: names of headers in lower case, bodies as bytes. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: string
  readonly headers: Headers
  readonly body?: Uint8Array
}
export type HttpAnswer = { readonly status: number; readonly headers: Headers; readonly body: Uint8Array }
export type Headers = Readonly<Record<string, string>>

/**
 * A conversation over HTTP, without the network: it gives requests, takes answers, and ends with a value. Whoever runs it
 * throws into it what the network throws.
 */
export type Conversation<T> = Generator<HttpRequest, T, HttpAnswer>

/** The media type of a body without its parameters, in lower case. */
export const mediaOf = ({ headers }: { readonly headers: Headers }): string =>
  (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase()
