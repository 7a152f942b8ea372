import { fork } from 'node:child_process'
import { fromHex, hex } from '../../shared/bytes'
import { Failed, type Failure } from '../../shared/failure'
import type { Driver, DriverReader, DriverState, Link } from './driver'
import type { FromReaders, SeenReader, ToReaders } from './protocol'

/** PC/SC part 5, SCARD_STATE_*. */
const PRESENT = 0x20
const EXCLUSIVE = 0x80
const IN_USE = 0x100
const MUTE = 0x200

const CONNECT_MS = 6000
const LIST_MS = 4000
const RESPAWN_MS = 300

export type PcscDriverDeps = {
  /** A plain Node, and the reader process it runs. */
  readonly node: string
  readonly script: string
  /** PCSCLITE_CSOCK_NAME of a private pcscd; the system's own without it. */
  readonly socket?: string
  readonly log: (line: string) => void
}

/** One life of the reader process. */
type Process = {
  ask: (message: DistributiveOmit<ToReaders, 'id'>, deadline: { ms: number; failure: Failure }) => Promise<string>
  open: number
  kill: () => void
}
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/**
 * PC/SC through a supervised process. A card that does not answer in time is `card.mute`: its process takes no new
 * session, another takes over, and the old one is killed as soon as the sessions of other readers in it have ended.
 */
export function createPcscDriver(deps: PcscDriverDeps): Driver {
  const watchers = new Set<(state: DriverState) => void>()
  let state: DriverState = { service: 'starting', readers: [] }
  let isClosed = false
  let current = start()

  function tell(next: DriverState): void {
    state = next
    for (const watcher of watchers) watcher(next)
  }

  function start(): Process {
    const env = { ...process.env, UV_THREADPOOL_SIZE: '36', ...(deps.socket && { PCSCLITE_CSOCK_NAME: deps.socket }) }
    const child = fork(deps.script, [], {
      execPath: deps.node,
      execArgv: [],
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const waiting = new Map<
      number,
      { answer: (hex: string) => void; refuse: (error: Failed) => void; reader: string }
    >()
    let last = 0
    const own: Process = {
      open: 0,
      kill: () => void child.kill('SIGKILL'),
      ask: (message, { ms, failure }) =>
        new Promise((resolve, reject) => {
          const id = ++last
          const timer = setTimeout(() => {
            waiting.delete(id)
            retire(own)
            reject(new Failed(failure))
          }, ms)
          const settle = () => {
            clearTimeout(timer)
            waiting.delete(id)
          }
          waiting.set(id, {
            reader: message.reader,
            answer: (bytes) => (settle(), resolve(bytes)),
            refuse: (error) => (settle(), reject(error)),
          })
          if (child.connected) child.send({ ...message, id })
        }),
    }
    child.on('message', (message: FromReaders) => {
      switch (message.tell) {
        case 'readers':
          return own === current ? tell({ service: 'up', readers: message.readers.map(readerOf) }) : undefined
        case 'down':
          return own === current ? tell({ service: 'down', readers: [] }) : undefined
        case 'answer':
          return waiting.get(message.id)?.answer(message.hex)
        case 'refusal': {
          const asked = waiting.get(message.id)
          return asked?.refuse(new Failed(failureOf(message.reason, asked.reader)))
        }
      }
    })
    child.on('error', (error) => deps.log(`reader process: ${error.message}`))
    child.on('exit', () => {
      const ended: Failure = { code: 'reader.service-down', reason: 'the reader process ended' }
      for (const { refuse } of [...waiting.values()]) refuse(new Failed(ended))
      if (isClosed || own !== current) return
      tell({ service: 'down', readers: [] })
      setTimeout(() => !isClosed && own === current && (current = start()), RESPAWN_MS)
    })
    return own
  }

  /** Lets the sessions of other readers end in the old process; the mute one is dead already. */
  function retire(old: Process): void {
    if (old === current && !isClosed) {
      current = start()
      state = { ...state, service: 'starting' }
    }
    if (old.open <= 1) old.kill()
  }

  async function listed(reader: string): Promise<void> {
    const has = ({ service, readers }: DriverState) => service === 'up' && readers.some(({ name }) => name === reader)
    if (has(state)) return
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        watchers.delete(look)
        resolve()
      }
      const look = (next: DriverState) => has(next) && done()
      const timer = setTimeout(done, LIST_MS)
      watchers.add(look)
    })
    if (state.service !== 'up') throw new Failed({ code: 'reader.service-down', reason: 'no PC/SC service answers' })
    if (!has(state)) throw new Failed({ code: 'reader.lost', reader })
  }

  async function connect(reader: string): Promise<Link> {
    await listed(reader)
    const own = current
    const mute: Failure = { code: 'card.mute', reader, command: 'power on' }
    own.open++
    const release = () => {
      own.open--
      if (own !== current && own.open <= 0) own.kill()
    }
    try {
      await own.ask({ ask: 'connect', reader }, { ms: CONNECT_MS, failure: mute })
    } catch (error) {
      release()
      throw gone(error) ? new Failed({ code: 'card.absent', reader }) : error
    }
    return link(own, reader, state.readers.find(({ name }) => name === reader)?.atrHex ?? '', release)
  }

  function link(own: Process, reader: string, atrHex: string, release: () => void): Link {
    let isOpen = true
    let isMute = false
    return {
      atrHex,
      transmit: async (command, timeoutMs) => {
        if (!isOpen) throw new Failed({ code: 'card.removed', reader })
        const mute: Failure = { code: 'card.mute', reader, command: hex(command.subarray(0, 4)) }
        try {
          const response = fromHex(
            await own.ask({ ask: 'transmit', reader, hex: hex(command) }, { ms: timeoutMs, failure: mute }),
          )
          if (response.length < 2) throw new Failed({ code: 'card.removed', reader })
          return response
        } catch (error) {
          isOpen = false
          isMute = error instanceof Failed && error.failure.code === 'card.mute'
          throw error
        }
      },
      close: async (how) => {
        isOpen = false
        if (isMute) return release()
        const lost: Failure = { code: 'reader.lost', reader }
        await own.ask({ ask: 'disconnect', reader, how }, { ms: 2000, failure: lost }).catch((error: unknown) => {
          deps.log(`closing ${reader}: ${error instanceof Error ? error.message : String(error)}`)
        })
        release()
      },
    }
  }

  return {
    watch: (onState) => {
      watchers.add(onState)
      onState(state)
    },
    connect,
    close: async () => {
      isClosed = true
      current.kill()
    },
  }
}

const gone = (error: unknown): boolean => error instanceof Failed && error.failure.code === 'card.removed'

function readerOf({ name, state, atrHex }: SeenReader): DriverReader {
  const card = (state & PRESENT) === 0 ? 'none' : (state & MUTE) === 0 ? 'present' : 'unreadable'
  const use = (state & EXCLUSIVE) !== 0 ? 'exclusive' : (state & IN_USE) !== 0 ? 'shared' : 'free'
  return { name, card, use, ...(card !== 'none' && atrHex && { atrHex }) }
}

/** PC/SC part 5, SCARD_E_* and SCARD_W_*: the only place that knows them. */
const failures: readonly (readonly [RegExp, (reader: string) => Failure])[] = [
  [/8010000b/i, (reader) => ({ code: 'reader.busy', reader })],
  [/8010000c/i, (reader) => ({ code: 'card.absent', reader })],
  [/80100069|80100068|80100016/i, (reader) => ({ code: 'card.removed', reader })],
  [/8010006[67]|8010000f|8010002f/i, (reader) => ({ code: 'card.mute', reader, command: 'power on' })],
  [/80100009|80100017|8010002e/i, (reader) => ({ code: 'reader.lost', reader })],
  [/8010001[de]|80100013/i, () => ({ code: 'reader.service-down', reason: 'the PC/SC service stopped' })],
]

const failureOf = (reason: string, reader: string): Failure =>
  failures.find(([code]) => code.test(reason))?.[1](reader) ?? { code: 'reader.lost', reader }
