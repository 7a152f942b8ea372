import { fromHex, hex } from '../../shared/bytes'
import { Failed, type Failure } from '../../shared/failure'
import type { Driver, DriverState, Link } from './driver'
import { readerOf } from './pcsc-words'
import { type ReaderProcess, type ReaderProcessDeps, startReaderProcess } from './reader-process'

const CONNECT_MS = 6000
const CLOSE_MS = 2000
const LIST_MS = 4000
const RESPAWN_MS = 300

/** A reader process and how many sessions are open in it. */
type Life = { readonly process: ReaderProcess; sessions: number }

/**
 * PC/SC through a supervised process. A card that does not answer in time is `card.mute`: its process takes no new
 * session, another takes over, and the old one is killed as soon as the sessions of other readers in it have ended.
 */
export function createPcscDriver(deps: ReaderProcessDeps): Driver {
  const watchers = new Set<(state: DriverState) => void>()
  let state: DriverState = { service: 'starting', readers: [] }
  let isClosed = false
  let current = begin()

  function tell(next: DriverState): void {
    state = next
    for (const watcher of watchers) watcher(next)
  }

  function begin(): Life {
    const isCurrent = () => own === current && !isClosed
    const started = startReaderProcess(deps, {
      onReaders: (readers) => isCurrent() && tell({ service: 'up', readers: readers.map(readerOf) }),
      onDown: () => isCurrent() && tell({ service: 'down', readers: [] }),
      onLate: () => retire(own),
      onExit: () => {
        if (!isCurrent()) return
        tell({ service: 'down', readers: [] })
        setTimeout(() => isCurrent() && succeed(), RESPAWN_MS)
      },
    })
    const own: Life = { process: started, sessions: 0 }
    return own
  }

  function succeed(): void {
    current = begin()
    state = { ...state, service: 'starting' }
  }

  /** Lets the sessions of other readers end in the old process; the mute one is dead already. */
  function retire(old: Life): void {
    if (old === current && !isClosed) succeed()
    if (old.sessions <= 1) old.process.kill()
  }

  function leave(life: Life): void {
    life.sessions--
    if (life !== current && life.sessions <= 0) life.process.kill()
  }

  async function listed(reader: string): Promise<void> {
    const has = ({ service, readers }: DriverState) => service === 'up' && readers.some(({ name }) => name === reader)
    if (!has(state)) await told(watchers, has)
    if (state.service !== 'up') throw new Failed({ code: 'reader.service-down', reason: 'no PC/SC service answers' })
    if (!has(state)) throw new Failed({ code: 'reader.lost', reader })
  }

  async function connect(reader: string): Promise<Link> {
    await listed(reader)
    const own = current
    const mute: Failure = { code: 'card.mute', reader, command: 'power on' }
    own.sessions++
    let protocol: Link['protocol']
    try {
      protocol = protocolOf(await own.process.ask({ ask: 'connect', reader }, { ms: CONNECT_MS, failure: mute }))
    } catch (error) {
      leave(own)
      throw isCode(error, 'card.removed') ? new Failed({ code: 'card.absent', reader }) : error
    }
    const atrHex = state.readers.find(({ name }) => name === reader)?.atrHex ?? ''
    return linkTo(own.process, reader, { atrHex, protocol, onClose: () => leave(own), log: deps.log })
  }

  return {
    watch: (onState) => {
      watchers.add(onState)
      onState(state)
    },
    connect,
    close: async () => {
      isClosed = true
      current.process.kill()
    },
  }
}

const isCode = (error: unknown, code: Failure['code']): boolean =>
  error instanceof Failed && error.failure.code === code

/** Until a state is as wanted, or for as long as a list of readers may take. */
const told = (watchers: Set<(state: DriverState) => void>, is: (state: DriverState) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      watchers.delete(look)
      resolve()
    }
    const look = (next: DriverState): void => {
      if (is(next)) done()
    }
    const timer = setTimeout(done, LIST_MS)
    watchers.add(look)
  })

const protocolOf = (answer: string): Link['protocol'] => (answer === '01' ? 'T=0' : answer === '02' ? 'T=1' : undefined)

type LinkDeps = Pick<Link, 'atrHex'> & {
  readonly protocol: Link['protocol']
  readonly onClose: () => void
  readonly log: (line: string) => void
}

function linkTo(process: ReaderProcess, reader: string, { atrHex, protocol, onClose, log }: LinkDeps): Link {
  let stands: 'open' | 'lost' | 'mute' | 'closed' = 'open'

  async function transmit(command: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    if (stands !== 'open') throw new Failed({ code: 'card.removed', reader })
    const failure: Failure = { code: 'card.mute', reader, command: hex(command.subarray(0, 4)) }
    try {
      const answer = await process.ask({ ask: 'transmit', reader, hex: hex(command) }, { ms: timeoutMs, failure })
      const response = fromHex(answer)
      // A card that left in the middle of a command is a success without bytes to some drivers.
      if (response.length < 2) throw new Failed({ code: 'card.removed', reader })
      return response
    } catch (error) {
      if (stands === 'open') stands = isCode(error, 'card.mute') ? 'mute' : 'lost'
      throw error
    }
  }

  async function close(how: 'leave' | 'unpower'): Promise<void> {
    if (stands === 'closed') return
    const wasMute = stands === 'mute'
    stands = 'closed'
    const failure: Failure = { code: 'reader.lost', reader }
    try {
      if (!wasMute) await process.ask({ ask: 'disconnect', reader, how }, { ms: CLOSE_MS, failure })
    } catch (error) {
      log(`closing ${reader}: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      onClose()
    }
  }

  return { atrHex, ...(protocol && { protocol }), transmit, close }
}
