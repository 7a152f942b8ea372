import { fork } from 'node:child_process'
import { Failed, type Failure } from '../../shared/failure'
import { failureOf } from './pcsc-words'
import type { FromReaders, SeenReader, ToReaders } from './protocol'

export type ReaderProcessDeps = {
  /** A plain Node, and the program it runs. */
  readonly node: string
  readonly script: string
  /** PCSCLITE_CSOCK_NAME of a private pcscd; the system's own without it. */
  readonly socket?: string
  readonly log: (line: string) => void
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

type Asked = {
  /** For each answer. */
  readonly ms: number
  /** What it means that there was none in time: the process is of no more use to that reader then. */
  readonly late: () => Failure
  /** Whether another answer is to come. */
  readonly onAnswer: (hex: string) => boolean
}

/** One life of the process that holds the PC/SC binding. */
export type ReaderProcess = {
  readonly ask: (message: WithoutId<ToReaders>, asked: Asked) => Promise<void>
  readonly kill: () => void
}

export type ReaderProcessEvents = {
  readonly onReaders: (readers: readonly SeenReader[]) => void
  readonly onDown: () => void
  readonly onLate: (reader: string) => void
  readonly onExit: () => void
}

const ended: Failure = { code: 'reader.service-down', reason: 'the reader process ended' }

/** A command takes a thread of libuv's pool until its card answers, and what ends its session takes another: 16 readers, twice, and some. */
const POOL = '36'

/** What a PC/SC service and Node need of an environment: a variable with a secret is not inherited. */
const inherited = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => /^(PATH|HOME|LANG|LC_\w+|TZ|LD_\w+|NODE_\w+|PCSC\w+)$/.test(name)),
  )

export function startReaderProcess(deps: ReaderProcessDeps, events: ReaderProcessEvents): ReaderProcess {
  const { node, script, socket, log } = deps
  const env = { ...inherited(process.env), UV_THREADPOOL_SIZE: POOL, ...(socket && { PCSCLITE_CSOCK_NAME: socket }) }
  const stdio = ['ignore' as const, 'ignore' as const, 'inherit' as const, 'ipc' as const]
  const child = fork(script, [], { execPath: node, execArgv: [], env, stdio })
  const waiting = new Map<
    number,
    { asked: WithoutId<ToReaders>; answer: (hex: string) => void; refuse: (failure: Failure) => void }
  >()
  let last = 0

  child.on('message', (message: FromReaders) => {
    switch (message.tell) {
      case 'readers':
        events.onReaders(message.readers)
        break
      case 'down':
        events.onDown()
        break
      case 'answer':
        waiting.get(message.id)?.answer(message.hex)
        break
      case 'refusal': {
        const one = waiting.get(message.id)
        one?.refuse(failureOf(message.reason, one.asked.reader, one.asked.ask))
      }
    }
  })
  child.on('error', (error) => {
    log(`reader process: ${error.message}`)
    // What could not be started has no exit.
    if (child.pid === undefined) end()
  })
  child.on('exit', end)

  function end(): void {
    for (const { refuse } of [...waiting.values()]) refuse(ended)
    events.onExit()
  }

  return {
    kill: () => void child.kill('SIGKILL'),
    ask: (message, { ms, late, onAnswer }) =>
      new Promise((resolve, reject) => {
        if (!child.connected) throw new Failed(ended)
        const id = ++last
        const settle = (): void => {
          clearTimeout(timer)
          waiting.delete(id)
        }
        const timer = setTimeout(() => {
          settle()
          events.onLate(message.reader)
          reject(new Failed(late()))
        }, ms)
        waiting.set(id, {
          asked: message,
          answer: (hex) => {
            if (onAnswer(hex)) return void timer.refresh()
            settle()
            resolve()
          },
          refuse: (refusal) => {
            settle()
            reject(new Failed(refusal))
          },
        })
        child.send({ ...message, id })
      }),
  }
}
