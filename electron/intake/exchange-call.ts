// One call of an exchange that speaks AGI: what it says of the call, and commands with their answers.
import { Failed } from '../../shared/failure'
import {
  type AgiAnswer,
  type AgiFacts,
  answerOf,
  factOf,
  longestLine,
  mostFacts,
  quoted,
} from '../../shared/intake/agi'
import type { Lines } from './lines'

/** Hung up, cut, too slow, or not AGI. */
const over = (): Failed => new Failed({ code: 'request.invalid', path: 'call', reason: 'it is over' })

/** Each fails with `request.invalid` once the call is over. */
export type Call = {
  readonly facts: AgiFacts
  readonly answer: () => Promise<void>
  /** Plays a prompt; an exchange that lacks the file goes on without it. The key that interrupted it, if one did. */
  readonly play: (file: string) => Promise<string>
  readonly sayDigits: (digits: string) => Promise<string>
  /** What was keyed in after a prompt: at most so many digits, ended by # or by silence. */
  readonly keys: (file: string, most: number) => Promise<string>
  readonly hangUp: () => Promise<void>
}

type Heard = Exclude<AgiAnswer, { is: 'hangup' | 'dead' | 'more' }>

const factsMs = 5000
const commandMs = 30_000
const keyMs = 6000
const anyKey = '0123456789*#'

/** Undefined where no AGI call came. */
export async function receiveCall(lines: Lines, until: () => number): Promise<Call | undefined> {
  const facts = await factsOf(lines, until)
  return facts && callOf(facts, lines, until)
}

/** All of them in `factsMs`, however slowly each comes. */
async function factsOf(lines: Lines, until: () => number): Promise<AgiFacts | undefined> {
  const facts = new Map<string, string>()
  const leftMs = until() - factsMs
  for (let count = 0; count <= mostFacts; count++) {
    const line = until() > leftMs ? await lines.next(Math.min(factsMs, until() - leftMs)) : undefined
    if (line === '') return facts.size > 0 ? facts : undefined
    const fact = line === undefined || line.length > longestLine ? undefined : factOf(line)
    if (!fact) return undefined
    facts.set(...fact)
  }
  return undefined
}

function callOf(facts: AgiFacts, lines: Lines, until: () => number): Call {
  const ask = async (command: string): Promise<Heard> => {
    lines.send(command)
    for (let isUsage = false; ; ) {
      // Also while it talks without an end.
      if (until() <= 0) throw over()
      const line = await lines.next(Math.min(commandMs, until()))
      const answer = line === undefined ? undefined : answerOf(line)
      if (answer?.is === 'unknown' || (answer?.is === 'result' && !isUsage)) return answer
      isUsage ||= answer?.is === 'more'
      if (line === undefined || !isUsage) throw over()
    }
  }
  /** -1 is a call that ended, or a file that is not there: the channel says which. 6: the line is up. */
  const checked = async (command: string): Promise<string> => {
    const answer = await ask(command)
    if (answer.is === 'unknown') return ''
    if (answer.result !== '-1') return answer.result
    const status = await ask('CHANNEL STATUS')
    if (status.is !== 'result' || status.result !== '6') throw over()
    return ''
  }
  /** The key that interrupted, as its ASCII code. */
  const keyOf = (result: string): string => {
    const key = String.fromCharCode(Number(result) || 0)
    return anyKey.includes(key) ? key : ''
  }
  return {
    facts,
    answer: async () => {
      if ((await checked('ANSWER')) !== '0') throw over()
    },
    play: async (file) => keyOf(await checked(`STREAM FILE ${quoted(file)} ${quoted(anyKey)}`)),
    sayDigits: async (digits) => keyOf(await checked(`SAY DIGITS ${digits.replace(/\D/g, '')} ${quoted(anyKey)}`)),
    keys: async (file, most) => (await checked(`GET DATA ${quoted(file)} ${keyMs} ${most}`)).replace(/[^\d*]/g, ''),
    hangUp: async () => {
      lines.send('HANGUP')
      await lines.next(1000)
    },
  }
}
