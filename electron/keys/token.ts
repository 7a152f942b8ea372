import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Failed } from '../../shared/failure'
import { type Secret, wipe } from '../../shared/secret'
import type { Sealed } from './cell-cipher'
import type { TokenPlace } from './source'
import type { FromToken, Prf, ToToken } from './token-protocol'

/** A token that was logged in to. Its keys stay in it. */
export type Token = {
  readonly decrypt: (label: string, sealed: Sealed) => Promise<Uint8Array>
  readonly prf: (label: string, prf: Prf, data: Uint8Array) => Promise<Uint8Array>
  readonly close: () => void
}

export type TokenDeps = {
  /** A plain Node, and the program it runs. */
  readonly node: string
  readonly script: string
  readonly env: NodeJS.ProcessEnv
  /** Asked once for each life of the token process. */
  readonly pin: () => Promise<Secret<Uint8Array>>
  /** A refused PIN of this token: `check` fails until a supervisor allows another. */
  readonly pins: { readonly check: () => void; readonly once: (login: () => Promise<LoggedIn>) => Promise<LoggedIn> }
  readonly answerMs?: number
}

/** A token on the network may take its time; one that takes longer is not there. */
const ANSWER_MS = 15_000

/**
 * The token of a place, opened when it is first asked for, in a process of its own. One that is gone or silent is
 * `token.absent`, and opened anew the next time. After a refused PIN none is given until `pins` lets it.
 */
export function createToken(place: TokenPlace, deps: TokenDeps): Token {
  let life: Promise<ChildProcess> | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function begin(): Promise<ChildProcess> {
    deps.pins.check()
    const { node, script, env } = deps
    const stdio = ['ignore' as const, 'ignore' as const, 'inherit' as const, 'ipc' as const]
    const child = fork(script, [], { execPath: node, execArgv: [], env, serialization: 'advanced', stdio })
    try {
      await exchange(child, { ask: 'open', module: place.module, label: place.label })
      await login(child)
      return child
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    }
  }

  /** A PIN that the token refused, or never answered to, may have cost a try: it is not given again unasked. */
  async function login(child: ChildProcess): Promise<void> {
    const pin = await deps.pin()
    try {
      const given = () => answerTo(child, { ask: 'login', pin: pin.reveal() })
      // It may have ended while another program tried its PIN.
      const isThere = () => child.connected && child.exitCode === null
      bytesIn(await deps.pins.once(async () => (isThere() ? given() : { failure: silent })))
    } finally {
      wipe(pin)
    }
  }

  async function exchange(child: ChildProcess, message: ToToken): Promise<Uint8Array> {
    return bytesIn(await answerTo(child, message))
  }

  const answerTo = (child: ChildProcess, message: ToToken) => answerOf(child, message, deps.answerMs ?? ANSWER_MS)

  /** One question after the other. */
  function ask(message: ToToken): Promise<Uint8Array> {
    const turn = last.then(async () => {
      life ??= begin()
      try {
        return await exchange(await life, message)
      } catch (error) {
        if (error instanceof Failed && error.failure.code === 'key.unusable') throw error
        end()
        throw error
      }
    })
    last = turn.catch(() => undefined)
    return turn
  }

  function end(): void {
    void life?.then((child) => child.kill('SIGKILL')).catch(() => undefined)
    life = undefined
  }

  return {
    decrypt: (key, sealed) => ask({ ask: 'decrypt', key, sealed }),
    prf: (key, prf, data) => ask({ ask: 'prf', key, prf, data }),
    close: end,
  }
}

const silent = { code: 'token.absent', reason: 'it does not answer' } as const

function bytesIn(answer: LoggedIn): Uint8Array {
  if (!answer) throw new Failed(silent)
  if ('failure' in answer) throw new Failed(answer.failure)
  return Uint8Array.from(answer.bytes)
}

/** What a token said to its PIN, if anything. */
export type LoggedIn = FromToken | undefined

/** Whether it took a try for it, or may have. */
export const hasSpentTry = (said: LoggedIn): boolean =>
  !said ||
  ('failure' in said && said.failure.code === 'token.pin' && ['refused', 'locked'].includes(said.failure.state))

/** Undefined where the process ends or the time is over before it answers. */
async function answerOf(child: ChildProcess, message: ToToken, ms: number): Promise<FromToken | undefined> {
  const over = new AbortController()
  const { signal } = over
  const timer = setTimeout(() => over.abort(), ms)
  const said = once(child, 'message', { signal }).then(([answer]: FromToken[]) => answer)
  const ended = once(child, 'exit', { signal }).then(() => undefined)
  child.send(message, (error) => error && over.abort())
  try {
    return await Promise.race([said, ended])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
    over.abort()
  }
}
