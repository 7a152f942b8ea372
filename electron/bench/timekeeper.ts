// Timers of the event loop know whole milliseconds. A thread that sleeps in the kernel knows microseconds and costs nothing.
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'

export type Timekeeper = {
  /** Resolves soon after `performance.now()` is this. */
  call(timeMs: number): Promise<void>
}

type Wish = { readonly id: number; readonly atMs: number }
type Desk = { readonly port: MessagePort; readonly bell: Int32Array }

/** One thread for all who wait; it begins with the first and keeps no process alive. */
export function createTimekeeper(): Timekeeper {
  const waiting = new Map<number, () => void>()
  let desk: Desk | undefined
  let last = 0
  const open = (): Desk => {
    const { port1, port2 } = new MessageChannel()
    const bell = new Int32Array(new SharedArrayBuffer(4))
    const workerData: Desk = { port: port2, bell }
    new Worker(`(${keepTime})()`, { eval: true, workerData, transferList: [port2] }).unref()
    port1.on('message', (id: number) => {
      waiting.get(id)?.()
      waiting.delete(id)
      if (waiting.size === 0) port1.unref()
    })
    return { port: port1, bell }
  }
  return {
    call: (timeMs) =>
      new Promise((resolve) => {
        desk ??= open()
        waiting.set(++last, resolve)
        desk.port.ref()
        desk.port.postMessage({ id: last, atMs: performance.timeOrigin + timeMs } satisfies Wish)
        Atomics.add(desk.bell, 0, 1)
        Atomics.notify(desk.bell, 0)
      }),
  }
}

/** Runs in the thread, from its own text: nothing of this file is there. */
function keepTime(): void {
  const { workerData, receiveMessageOnPort } = process.getBuiltinModule('node:worker_threads')
  const { port, bell }: Desk = workerData
  const wishes = new Map<number, number>()
  const now = () => performance.timeOrigin + performance.now()
  for (;;) {
    const rung = Atomics.load(bell, 0)
    for (let heard = receiveMessageOnPort(port); heard; heard = receiveMessageOnPort(port)) {
      const { id, atMs }: Wish = heard.message
      wishes.set(id, atMs)
    }
    for (const [id, atMs] of wishes)
      if (atMs <= now()) {
        wishes.delete(id)
        port.postMessage(id)
      }
    Atomics.wait(bell, 0, rung, Math.max(0, Math.min(Number.POSITIVE_INFINITY, ...wishes.values()) - now()))
  }
}
