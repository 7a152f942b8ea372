import type { Socket } from 'node:net'

/** Lines of a socket, one at a time. */
export type Lines = {
  /** The next line without its end; undefined once the other side is gone, was too slow, or sent no line but a flood. */
  readonly next: (timeoutMs: number) => Promise<string | undefined>
  readonly send: (line: string) => void
  readonly end: () => void
}

/** A line longer than `longest`, or more than `mostWaiting` lines that nobody asked for, ends the connection. */
export function linesOf(socket: Socket, longest: number, mostWaiting: number): Lines {
  const state = { rest: '', isOver: false, wake: (): void => undefined }
  const waiting: string[] = []
  const over = (): void => {
    state.isOver = true
    state.wake()
  }
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    const lines = (state.rest + text).split('\n')
    state.rest = lines.pop() ?? ''
    waiting.push(...lines.map((line) => line.replace(/\r$/, '')))
    if (waiting.length > mostWaiting || [state.rest, ...lines].some((line) => line.length > longest)) socket.destroy()
    if (waiting.length > 0) state.wake()
  })
  socket.on('error', over)
  socket.on('end', over)
  socket.on('close', over)
  return {
    next: async (timeoutMs) => {
      if (waiting.length === 0 && !state.isOver)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs)
          state.wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      return waiting.shift()
    },
    send: (line) => void (socket.writable && socket.write(`${line}\n`)),
    end: () => {
      socket.end()
      socket.destroySoon()
    },
  }
}
