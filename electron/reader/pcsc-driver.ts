import { Failed, type Failure } from '../../shared/failure'
import type { Driver, DriverState, Link } from './driver'
import { createFreshLooks } from './fresh-look'
import { linkTo } from './pcsc-link'
import { readerOf } from './pcsc-words'
import { type ReaderProcess, type ReaderProcessDeps, startReaderProcess } from './reader-process'

const CONNECT_MS = 6000
const LIST_MS = 4000
const RESPAWN_MS = 300
const PING_MS = 1000
/** A card that goes with its reader is told of first. */
const UNPLUGGED_MS = 200
/** After so long without a change it is looked again. */
const QUIET_MS = 1000

type Session = { readonly reader: string }

/** A reader process, the sessions that are open in it, and whether it still ran when an answer did not come. */
type Life = { readonly process: ReaderProcess; readonly sessions: Set<Session>; isRunning?: Promise<boolean> }

/**
 * PC/SC through a supervised process. When a card does not answer in time, its process takes no new session, another
 * takes over, and the old one is killed as soon as the sessions of other readers in it have ended. The card is `card.mute`
 * if the old process still ran and the PC/SC service answers the new one; else it is `reader.service-down`.
 *
 * libpcsclite before 2.0.1 keeps one table of readers for all threads of a process, and the binding has a thread for each
 * reader. One that compares with what another was told a moment before misses its change, until the next one of any
 * reader. So another process looks when nothing has changed for `quietMs`, and takes over if it sees something else.
 */
export function createPcscDriver(deps: ReaderProcessDeps, quietMs: number = QUIET_MS): Driver {
  const watchers = new Set<(state: DriverState) => void>()
  let state: DriverState = { service: 'starting', readers: [] }
  let isClosed = false
  let current = begin()
  const looks = createFreshLooks<Life>({
    begin,
    end: ({ process }) => process.kill(),
    isNews: (seen) => !isSame(seen, state),
    take,
    isIdle: () => state.service === 'up' && current.sessions.size === 0,
    quietMs,
  })

  function tell(next: DriverState): void {
    if (!isSame(next, state)) looks.soon()
    state = next
    for (const watcher of watchers) watcher(next)
  }

  function begin(onSeen: (seen?: DriverState) => void = () => undefined): Life {
    const isCurrent = () => own === current && !isClosed
    const started = startReaderProcess(deps, {
      onReaders: (readers) => {
        const next: DriverState = { service: 'up', readers: readers.map(readerOf) }
        if (isCurrent()) tell(next)
        else onSeen(next)
      },
      onDown: () => (isCurrent() ? tell({ service: 'down', readers: [] }) : onSeen()),
      onLate: (reader) => void retire(own, reader),
      onExit: () => {
        if (!isCurrent()) return onSeen()
        tell({ service: 'down', readers: [] })
        setTimeout(() => isCurrent() && succeed(), RESPAWN_MS)
      },
    })
    const own: Life = { process: started, sessions: new Set() }
    return own
  }

  function succeed(): void {
    current = begin()
    state = { ...state, service: 'starting' }
  }

  /** Sessions that began meanwhile end in the old process. */
  function take(next: Life, seen: DriverState): void {
    const old = current
    current = next
    if (old.sessions.size === 0) old.process.kill()
    tell(seen)
  }

  /** Lets the sessions of other readers end in the old process; the mute one is dead already. */
  async function retire(old: Life, reader: string): Promise<void> {
    if (old.isRunning) return
    old.isRunning = runs(old.process, reader)
    if (old === current && !isClosed) succeed()
    await old.isRunning
    if ([...old.sessions].every((session) => session.reader === reader)) old.process.kill()
  }

  /** Whose fault it is that no answer came. */
  async function blamed(own: Life, error: unknown, reader: string): Promise<unknown> {
    if (hasLeft(error, reader) && (await isUnplugged(reader))) return new Failed({ code: 'reader.lost', reader })
    if (!isCode(error, 'card.mute') || !own.isRunning) return error
    if (!(await own.isRunning)) return down('the reader process does not go on')
    await until(({ service }) => service === 'up')
    return state.service === 'up' ? error : down('the PC/SC service does not answer')
  }

  const until = async (is: (state: DriverState) => boolean, ms: number = LIST_MS): Promise<void> => {
    if (!is(state)) await told(watchers, is, ms)
  }

  /** A card that is told of as present, and is not there to be connected to, has just left. */
  const hasLeft = (error: unknown, reader: string): boolean =>
    isCode(error, 'card.removed') ||
    (isCode(error, 'card.absent') && state.readers.some(({ name, card }) => name === reader && card !== 'none'))

  async function isUnplugged(reader: string): Promise<boolean> {
    const isGone = ({ service, readers }: DriverState) =>
      service === 'up' && readers.every(({ name }) => name !== reader)
    const [seen] = await Promise.all([looks.now(), until(isGone, UNPLUGGED_MS)])
    return isGone(seen ?? state)
  }

  function leave(life: Life, session: Session): void {
    life.sessions.delete(session)
    if (life.sessions.size > 0) return
    if (life === current) looks.soon()
    else life.process.kill()
  }

  async function listed(reader: string): Promise<void> {
    const has = ({ service, readers }: DriverState) => service === 'up' && readers.some(({ name }) => name === reader)
    await until(has)
    if (state.service !== 'up') throw down('no PC/SC service answers')
    if (!has(state)) throw new Failed({ code: 'reader.lost', reader })
  }

  async function connect(reader: string): Promise<Link> {
    await listed(reader)
    looks.giveWay()
    const own = current
    const mute: Failure = { code: 'card.mute', reader, command: 'power on' }
    const session = { reader }
    own.sessions.add(session)
    const answers: string[] = []
    const onAnswer = (answer: string): boolean => answers.push(answer) === 0
    try {
      await own.process.ask({ ask: 'connect', reader }, { ms: CONNECT_MS, late: () => mute, onAnswer })
    } catch (error) {
      const why = await blamed(own, error, reader)
      leave(own, session)
      throw isCode(why, 'card.removed') ? new Failed({ code: 'card.absent', reader }) : why
    }
    const atrHex = state.readers.find(({ name }) => name === reader)?.atrHex ?? ''
    return linkTo(own.process, reader, {
      atrHex,
      protocol: protocolOf(answers[0]),
      onClose: () => leave(own, session),
      blamed: (error) => blamed(own, error, reader),
      log: deps.log,
    })
  }

  return {
    watch: (onState) => {
      watchers.add(onState)
      onState(state)
    },
    connect,
    close: async () => {
      isClosed = true
      looks.close()
      current.process.kill()
    },
  }
}

const down = (reason: string): Failed => new Failed({ code: 'reader.service-down', reason })

/** A process that was stopped, or hangs, does not answer even this. */
const runs = (process: ReaderProcess, reader: string): Promise<boolean> => {
  const late = (): Failure => ({ code: 'reader.service-down', reason: 'no answer' })
  return process.ask({ ask: 'ping', reader }, { ms: PING_MS, late, onAnswer: () => false }).then(
    () => true,
    (error) => !isCode(error, 'reader.service-down'),
  )
}

const isCode = (error: unknown, code: Failure['code']): boolean =>
  error instanceof Failed && error.failure.code === code

/** Until a state is as wanted, or for so long. */
const told = (
  watchers: Set<(state: DriverState) => void>,
  is: (state: DriverState) => boolean,
  ms: number,
): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      watchers.delete(look)
      resolve()
    }
    const look = (next: DriverState): void => {
      if (is(next)) done()
    }
    const timer = setTimeout(done, ms)
    watchers.add(look)
  })

const protocolOf = (answer?: string): Link['protocol'] =>
  answer === '01' ? 'T=0' : answer === '02' ? 'T=1' : undefined

const isSame = (one: DriverState, other: DriverState): boolean =>
  one.service === other.service && inOrder(one) === inOrder(other)

const inOrder = ({ readers }: DriverState): string =>
  JSON.stringify(readers.toSorted((left, right) => (left.name < right.name ? -1 : 1)))
