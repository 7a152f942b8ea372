import { chmod } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { z } from 'zod'
import { hex } from '../../shared/bytes'
import { Failed, type Failure } from '../../shared/failure'
import { type DeskDeps, doCardOrder } from './desk'
import { onLine, sendLine } from './lines'
import type { ConnectionLinks, Links } from './links'
import type { MessageCentre, Received } from './message-centre'
import { BenchOrder, CardOrder, LinkOrder, type ServerMode } from './order'

/** One line from a client. The answer has the same number and `ok` or `failure`; states that are watched have none. */
export const ControlRequest = z.object({ id: z.number(), order: BenchOrder })
export type ControlAnswer =
  | { readonly id: number; readonly ok: unknown }
  | { readonly id: number; readonly failure: Failure }
  | { readonly state: unknown }

export type ControlDeps = DeskDeps & {
  readonly setMode: (mode: ServerMode) => Promise<void>
  readonly phone?: MessageCentre['phone'] | undefined
  /** Absent where pcscd has the cards: they cannot have two masters. */
  readonly links: Links | undefined
}

/** The bench's desk for other terminals: JSON lines over a socket that only its user may open. */
export async function openControl(path: string, deps: ControlDeps): Promise<{ close(): Promise<void> }> {
  const connections = new Set<Socket>()
  const server = createServer((socket) => {
    connections.add(socket)
    const links = deps.links?.forConnection()
    const watching: (() => void)[] = []
    socket.on('error', () => undefined)
    socket.on('close', () => {
      connections.delete(socket)
      links?.closeAll()
      for (const stop of watching) stop()
    })
    onLine(socket, (line) => void answer(deps, socket, { links, watching }, line))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  await chmod(path, 0o600)
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of connections) socket.destroy()
      }),
  }
}

type Connection = { readonly links: ConnectionLinks | undefined; readonly watching: (() => void)[] }

async function answer(deps: ControlDeps, socket: Socket, connection: Connection, line: unknown): Promise<void> {
  const request = ControlRequest.safeParse(line)
  if (!request.success) return sendLine(socket, { id: idOf(line), failure: notUnderstood } satisfies ControlAnswer)
  const { id, order } = request.data
  try {
    sendLine(socket, { id, ok: (await carryOut(deps, socket, connection, order)) ?? {} } satisfies ControlAnswer)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    sendLine(socket, { id, failure: error.failure } satisfies ControlAnswer)
  }
}

async function carryOut(
  deps: ControlDeps,
  socket: Socket,
  connection: Connection,
  order: BenchOrder,
): Promise<unknown> {
  if (order.do === 'server') {
    await deps.setMode(order.mode)
    return { server: order.mode }
  }
  if (order.do === 'phone') {
    const tell = ({ sms }: Received) => sendLine(socket, { state: { sms: hex(sms.message) } } satisfies ControlAnswer)
    connection.watching.push(phoneOf(deps)(order.number, tell))
    return
  }
  const cardOrder = CardOrder.safeParse(order)
  if (cardOrder.success) return doCardOrder(deps, cardOrder.data)
  const { links } = deps
  if (!links || !connection.links)
    throw new Failed({ code: 'request.invalid', reason: 'the cards of this bench are in PC/SC readers' })
  return doLinkOrder(links, connection.links, LinkOrder.parse(order), { socket, watching: connection.watching })
}

function doLinkOrder(
  all: Links,
  mine: ConnectionLinks,
  order: LinkOrder,
  { socket, watching }: { readonly socket: Socket; readonly watching: (() => void)[] },
): unknown {
  switch (order.do) {
    case 'watch': {
      const tell = () => sendLine(socket, { state: all.state() } satisfies ControlAnswer)
      watching.push(all.onChange(tell))
      return tell()
    }
    case 'connect':
      return mine.connect(order.reader)
    case 'transmit':
      return mine.transmit(order.link, order.hex)
    case 'close':
      return mine.close(order.link, order.how)
  }
}

function phoneOf({ phone }: ControlDeps): MessageCentre['phone'] {
  if (phone) return phone
  throw new Failed({ code: 'request.invalid', reason: 'this bench has no message centre' })
}

const notUnderstood: Failure = { code: 'request.invalid', reason: 'the bench does not know this order' }

const idOf = (line: unknown): number => z.object({ id: z.number() }).safeParse(line).data?.id ?? 0
