// The HTTPS listener: mutual TLS on loopback, bounded in every direction, and it can go away and come back.
import { randomInt } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { Failed } from '../../../shared/failure'
import { pskServer } from '../../psk'

export type Listener = {
  /** Listens on the first port that is free. */
  readonly open: (ports: readonly number[]) => Promise<number>
  /** Refuses connections and cuts those there are. */
  readonly close: () => Promise<void>
}

export type Pems = { readonly ca: string; readonly cert: string; readonly key: string }

const limits = {
  handshakeTimeout: 5000,
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 30_000,
  maxHeaderSize: 16 * 1024,
}

export const loopback = '127.0.0.1'

// Below the ports that outgoing connections take, so that nobody else is given ours while the bench is closed.
export const somePorts = (): readonly number[] => Array.from({ length: 5 }, () => randomInt(20_000, 30_000))

/** A device's key by its name, null for a name that nobody has. */
export type KeyFor = (socket: TLSSocket, name: string) => Uint8Array | null

export function createListener(pems: Pems, keyFor: KeyFor, answer: RequestListener): Listener {
  const server = createServer(
    {
      ...{ ...limits, ...pems, ...pskServer, pskCallback: keyFor },
      ...{ minVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: false },
    },
    answer,
  )
  server.maxConnections = 256
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return {
    open: (ports) => openFirst(server, ports),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

async function openFirst(server: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports) if (await isOpened(server, port)) return portOf(server)
  throw new Failed({ code: 'request.invalid', path: 'port', reason: `port ${ports.join(', ')} is in use` })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the listener has no port')
  return address.port
}

const isOpened = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      server.off('listening', opened)
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    }
    const opened = (): void => {
      server.off('error', refused)
      resolve(true)
    }
    server.once('error', refused).once('listening', opened).listen(port, loopback)
  })
