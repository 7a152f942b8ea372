// A listener that is bounded in every direction, plain or with TLS, and that closes at once.
import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createNet, type Server, type Socket } from 'node:net'
import { Failed } from '../../shared/failure'

export type Listening = { readonly port: number; readonly close: () => Promise<void> }

/** PEM texts. With `ca`, only who has a certificate of it is let in. */
export type Tls = { readonly cert: string; readonly key: string; readonly ca?: string | undefined }

export type Place = { readonly host: string; readonly port: number }

const limits = {
  headersTimeout: 5000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 5000,
  maxHeaderSize: 8 * 1024,
}
const mostConnections = 256

/** Port 0 is any that is free. Fails with `request.invalid` where it cannot be had. */
export function listenHttp(place: Place, tls: Tls | undefined, answer: RequestListener): Promise<Listening> {
  const server = tls
    ? createHttps({ ...limits, handshakeTimeout: 5000, ...trusting(tls), minVersion: 'TLSv1.2' }, answer)
    : createHttp(limits, answer)
  return listen(server, place, mostConnections)
}

export const listenTcp = (place: Place, most: number, answer: (socket: Socket) => void): Promise<Listening> =>
  listen(createNet({ noDelay: true }, answer), place, most)

const trusting = ({ cert, key, ca }: Tls) =>
  ca === undefined ? { cert, key } : { cert, key, ca, requestCert: true, rejectUnauthorized: true }

function listen(server: Server, { host, port }: Place, most: number): Promise<Listening> {
  server.maxConnections = most
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void =>
      reject(
        new Failed({ code: 'request.invalid', path: 'port', reason: `${host}:${port} cannot be had (${error.code})` }),
      )
    server.once('error', refused)
    server.listen(port, host, () => {
      server.off('error', refused)
      // A connection that fails later is that connection's trouble.
      server.on('error', () => undefined)
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('the listener has no port')
      resolve({ port: address.port, close })
    })
  })
}
