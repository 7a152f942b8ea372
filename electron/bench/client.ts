import { connect, type Socket } from 'node:net'
import { z } from 'zod'
import { Failed, Failure } from '../../shared/failure'
import { onLine, sendLine } from './lines'
import type { BenchOrder } from './order'

/** A connection to a running bench. */
export type BenchClient = {
  /** Fails with what the bench answers, or with `reader.service-down` when it is gone. */
  ask(order: BenchOrder): Promise<unknown>
  close(): void
}

export type ClientEvents = { readonly onState?: (state: unknown) => void; readonly onClose?: () => void }

const Answer = z.union([
  z.object({ id: z.number(), failure: Failure }),
  z.object({ id: z.number(), ok: z.unknown() }),
  z.object({ state: z.unknown() }),
])

const gone = () => new Failed({ code: 'reader.service-down', reason: 'the training bench does not answer' })

/** `control` is the socket named in `bench.json`. */
export async function connectBench(control: string, events: ClientEvents = {}): Promise<BenchClient> {
  const socket = await opened(control)
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Failed): void }>()
  let last = 0
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(gone())
    waiting.clear()
    events.onClose?.()
  })
  onLine(socket, (line) => {
    const answer = Answer.safeParse(line)
    if (!answer.success) return
    if (!('id' in answer.data)) return events.onState?.(answer.data.state)
    const asked = waiting.get(answer.data.id)
    waiting.delete(answer.data.id)
    if ('failure' in answer.data) return asked?.reject(new Failed(answer.data.failure))
    asked?.resolve(answer.data.ok)
  })
  return {
    ask: (order) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(gone())
        waiting.set(++last, { resolve, reject })
        sendLine(socket, { id: last, order })
      }),
    close: () => socket.destroy(),
  }
}

/** One order, one answer. */
export async function askBench(control: string, order: BenchOrder): Promise<unknown> {
  const client = await connectBench(control)
  try {
    return await client.ask(order)
  } finally {
    client.close()
  }
}

const opened = (control: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(control)
    socket.once('error', () => reject(gone()))
    socket.once('connect', () => {
      socket.on('error', () => undefined)
      resolve(socket)
    })
  })
